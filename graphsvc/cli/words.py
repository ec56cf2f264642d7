"""The command that asks in words."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import typer

from graphsvc.answers.responsibility import Desks
from graphsvc.answers.telling_understanding import tell_asked, tell_in_words
from graphsvc.answers.understanding import Vocabulary
from graphsvc.answers.understanding import ask as ask_in_words
from graphsvc.bootstrap import now
from graphsvc.cli.options import AsJson, At, StoreUrl, moment, reading_store
from graphsvc.cli.printing import console, print_json
from graphsvc.config import DEFAULT_STORE
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.wording.names import Lang


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What is asked, in Chinese or English.")],
    store: StoreUrl = DEFAULT_STORE,
    near: Annotated[
        str | None,
        typer.Option("--near", envvar="GRAPHSVC_NEAR", metavar="KEY", help="The key of the place where the asker is."),
    ] = None,
    at: At = None,
    urgent: Annotated[bool, typer.Option("--urgent", envvar="GRAPHSVC_URGENT", help="It cannot wait.")] = False,
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", envvar="GRAPHSVC_LANG", help="The language of the answer (default: the question's)."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question in words: who handles it, who is next, and why, or what was not understood."""

    async def act() -> str | dict[str, Any]:
        keeper = reading_store(store)
        try:
            async with keeper.snapshot() as reader:
                when, moment_now = at if at is None else moment(at, reader.settings.timezone), now()
                # A local store is its operator's: nothing is hidden.
                asked = await ask_in_words(
                    reader,
                    Vocabulary(),
                    Desks(),
                    question,
                    near=near,
                    at=when,
                    now=moment_now,
                    urgent=urgent,
                    visibility=EVERYTHING,
                )
                if as_json:
                    return await tell_asked(reader, asked, EVERYTHING, now=moment_now)
                return await tell_in_words(reader, asked, lang or _spoken(question), EVERYTHING, now=moment_now)
        finally:
            await keeper.close()

    told = asyncio.run(act())
    if isinstance(told, str):
        console().print(told)
    else:
        print_json(told)


def _spoken(question: str) -> Lang:
    """Say which language a question is in: Chinese when there is a Chinese character in it."""
    return Lang.ZH if any("㐀" <= character <= "鿿" for character in question) else Lang.EN
