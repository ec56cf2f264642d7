"""Commands about suggestions: who could take on a gap, and a plan for many. Neither changes anything."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Final

import typer

from graphsvc.answers.coverage import Surveys
from graphsvc.answers.entities import entities
from graphsvc.answers.suggestions import Named, Vicinities
from graphsvc.answers.suggestions import candidates as find_candidates
from graphsvc.answers.suggestions import plan as make_plan
from graphsvc.answers.telling import tell_node
from graphsvc.answers.telling_suggestions import tell_candidates, tell_plan
from graphsvc.cli.coverage import Within, read_kind
from graphsvc.cli.options import AsJson, At, StoreUrl, moment, reading_store
from graphsvc.cli.printing import print_json
from graphsvc.cli.suggestion_tables import print_candidates, print_plan
from graphsvc.config import DEFAULT_STORE
from graphsvc.domain.errors import BadInput, NotFound
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.suggestions import SUGGESTED
from graphsvc.domain.validity import tell_moment
from graphsvc.domain.visibility import EVERYTHING

MOST_ASKED: Final = 100
"""How many candidates can be asked for at once."""


def candidates(
    keys: Annotated[
        list[str],
        typer.Argument(
            metavar="KEY…",
            help="A post with a vacant seat, a household in need, or a place and a category that nobody handles there.",
        ),
    ],
    store: StoreUrl = DEFAULT_STORE,
    first: Annotated[
        int, typer.Option("--first", envvar="GRAPHSVC_FIRST", metavar="N", help="How many candidates at most.")
    ] = 10,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Say who could take on a gap, and why; the best come first. Nothing is changed."""
    if not 1 <= first <= MOST_ASKED:
        raise BadInput(f"--first is a number from 1 to {MOST_ASKED}")
    if len(keys) > 2:
        raise BadInput("name one post, one household, or a place and a category")

    async def ask() -> dict[str, Any]:
        keeper = reading_store(store)
        try:
            async with keeper.snapshot() as reader:
                facts = await reader.coverage_facts()
                if len(keys) == 2:
                    named = Named(GapKind.UNHANDLED, place=keys[0], category=keys[1])
                elif facts.post(keys[0]) is not None:
                    named = Named(GapKind.VACANT_POST, post=keys[0])
                elif facts.place_number(keys[0]) is not None:
                    named = Named(GapKind.UNPAIRED_HOUSEHOLD, place=keys[0])
                else:
                    raise NotFound("post or household", keys[0])
                when = moment(at, reader.settings.timezone)
                # A local store is its operator's: nothing is hidden.
                found = await find_candidates(
                    reader, Surveys(), Vicinities(), named=named, most=first, at=when, visibility=EVERYTHING
                )
                assert found is not None  # noqa: S101  (nothing is hidden)
                return {
                    "at": tell_moment(when, reader.settings.timezone),
                    **await tell_candidates(reader, found, EVERYTHING),
                }
        finally:
            await keeper.close()

    report = asyncio.run(ask())
    if as_json:
        print_json(report)
    else:
        print_candidates(report)


def plan(
    store: StoreUrl = DEFAULT_STORE,
    within: Within = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            envvar="GRAPHSVC_KIND",
            metavar="KIND",
            help=f"Only this kind: {', '.join(each.name for each in SUGGESTED)}; may be given several times.",
        ),
    ] = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Propose who takes on which gap, for many at once and within the limits of the policy. Nothing is changed."""
    kinds = [read_kind(word) for word in kind] if kind else None

    async def ask() -> dict[str, Any]:
        keeper = reading_store(store)
        try:
            async with keeper.snapshot() as reader:
                when = moment(at, reader.settings.timezone)
                found = await make_plan(
                    reader, Surveys(), Vicinities(), kinds=kinds, within=within, at=when, visibility=EVERYTHING
                )
                named = {} if within is None else await entities(reader, [within], EVERYTHING)
                return {
                    "at": tell_moment(when, reader.settings.timezone),
                    "within": None if within is None else tell_node(within, named),
                    **await tell_plan(reader, found, EVERYTHING),
                }
        finally:
            await keeper.close()

    report = asyncio.run(ask())
    if as_json:
        print_json(report)
    else:
        print_plan(report)
