"""Commands that ask: who, schema."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import typer
from rich.text import Text

from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.answers.telling import tell_answer
from graphsvc.cli.options import AsJson, At, StoreUrl, moment, reading_store
from graphsvc.cli.printing import console, print_json
from graphsvc.config import DEFAULT_STORE
from graphsvc.domain.visibility import EVERYTHING

_LISTS = {
    "firstContacts": "First contact",
    "handlers": "Handled by",
    "backups": "Backed up by",
    "supervisors": "Supervised by",
}
_REASONS = {"VACANT": "nobody holds it", "ABSENT": "all who hold it are away", "CLOSED": "closed now"}


def who(
    category: Annotated[str, typer.Argument(metavar="CATEGORY", help="The key of a category, such as water.sewer.")],
    place: Annotated[str, typer.Argument(metavar="PLACE", help="The key of a place.")],
    store: StoreUrl = DEFAULT_STORE,
    at: At = None,
    urgent: Annotated[bool, typer.Option("--urgent", envvar="GRAPHSVC_URGENT", help="It cannot wait.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say who handles a category at a place, who is next and when, with the reasons."""

    async def ask() -> dict[str, Any]:
        keeper = reading_store(store)
        try:
            async with keeper.snapshot() as reader:
                when = moment(at, reader.settings.timezone)
                # A local store is its operator's: nothing is hidden.
                answer = await who_handles(reader, Desks(), category, place, when, urgent=urgent, visibility=EVERYTHING)
                return await tell_answer(reader, answer, EVERYTHING)
        finally:
            await keeper.close()

    answer = asyncio.run(ask())
    if as_json:
        print_json(answer)
    else:
        _print_answer(answer)


def schema(as_json: AsJson = False) -> None:
    """Print the GraphQL schema."""
    from graphsvc.graphql import sdl

    if as_json:
        print_json({"sdl": sdl()})
    else:
        typer.echo(sdl(), nl=False)


def _print_answer(answer: dict[str, Any]) -> None:
    out = console()
    out.print(
        Text.assemble(
            (_called(answer["category"]), "bold"), " · ", (_called(answer["place"]), "bold"), f" · {answer['at']}"
        )
    )
    if not answer["covered"]:
        out.print(Text("Nobody handles it now.", style="bold red"))
    if answer["contested"]:
        out.print(Text("Contested: two units are equally near.", style="yellow"))
    for name, heading in _LISTS.items():
        for entry in answer[name]:
            out.print(Text.assemble((f"{heading}: ", "bold"), _through(entry)))
            out.print(f"    why: {_reason(entry)}", style="dim")
    for skip in answer["skipped"]:
        out.print(f"Left out: duty {skip['duty']['key']} ({_REASONS[skip['reason']]})", style="dim")
    steps = answer["ladder"]["steps"]
    out.print(Text("Who is next:" if steps else "Nobody is next.", style="bold"))
    for number, step in enumerate(steps, 1):
        out.print(f"  {number}. {_step(step)}")
    if answer["ladder"]["cyclic"]:
        out.print("     and from there it goes round in a circle", style="yellow")


def _through(entry: dict[str, Any]) -> str:
    people = ", ".join(_called(person) for person in entry["people"])
    parts = [people, _called(entry["post"]) if entry["post"] else "", _called(entry["unit"])]
    told = " · ".join(part for part in parts if part)
    channel = f" · ☎ {entry['channel']}" if entry["channel"] else ""
    return told + channel + ("" if entry["open"] else " · closed now")


def _reason(entry: dict[str, Any]) -> str:
    duty = entry["duty"]
    place = "here" if entry["placeSteps"] == 0 else f"{entry['placeSteps']} up, at {_called(duty['place'])}"
    matter = (
        "exactly this" if entry["categorySteps"] == 0 else f"{entry['categorySteps']} up, {_called(duty['category'])}"
    )
    hours = f"; hours {duty['hours']}" if duty["hours"] else ""
    return f"duty {duty['key']}; place: {place}; matter: {matter}{hours}"


def _step(step: dict[str, Any]) -> str:
    contacts = ", ".join(_called(person) for person in step["contacts"])
    parts = [_called(step["unit"]), contacts, f"☎ {step['channel']}" if step["channel"] else ""]
    told = " · ".join(part for part in parts if part)
    told += "" if step["reachable"] else " · nobody can be reached"
    return f"{told} · from {step['dueAt']}" if step["dueAt"] else f"{told} · no set time"


def _called(node: dict[str, Any]) -> str:
    name = node.get("name") or node.get("title") or node["key"]
    english = node.get("nameEn") or node.get("titleEn")
    return f"{name} ({english})" if english else str(name)
