"""Questions in words in process: what one costs, what the lexicon costs to make and to hold, and long nonsense."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import psutil

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.understanding import Vocabulary, Words, load_places, understand
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.towns import AT, Town, open_town
from graphsvc.domain.entities import Place
from graphsvc.domain.kinds import PLACE_RANK, PlaceKind
from graphsvc.questions.understanding.lexicon import Lexicon
from graphsvc.store.port import FactReader

_QUESTIONS: Final = 600
_BATCH: Final = 20
_LENGTH: Final = 30
_LONG: Final = 5_000
_SHORT: Final = 1_250
_ATTEMPTS: Final = 7

_MATTERS: Final = (
    *(
        "下水道堵了好几天了，请问找谁来修一下",
        "楼道灯不亮，晚上回家看不见，谁负责修",
        "电梯坏了，老人下不了楼，该找哪个部门",
    ),
    *(
        "停水了，物业电话打不通，应该找谁处理",
        "有人在楼道里堆杂物，堵住了消防通道啊",
        "垃圾好几天没人清运，味道很大，谁来管",
    ),
)
_NONSENSE: Final = {
    "chatter": "今天天气不错，我去了公园散步，回来的时候买了菜，做了饭吃。",
    "names": "滨江花园的翠湖公寓有人说金桂苑三期3号楼不好，",
    "emoji": "🔥🚒😀👍🏽",
    "code": "'; DROP TABLE places; -- {{7*7}} <script>alert(1)</script> ",
    "gibberish": "asdf qwer zxcv 3e4r 锟斤拷烫烫烫",
}
# What makes those go to and fro who look for addresses and denials, and what nobody says.
_HOSTILE: Final = {
    **{said: said for said in ("3-2-501-", "3、5、", "3号、5号、", "A、B、", "不是3号楼", "都也倒是", "not really ")},
    **{
        said: said
        for said in ("三", "1", "a1", "a", "东", "第", "(", "#3", "no. ", "block \n", "Maple Court ", "下水道堵了")
    },
}


def measure(town: Town) -> Iterator[Figure]:
    """Ask questions of some thirty characters about houses all over the town, and some of 5,000 about nothing."""
    yield from asyncio.run(_measure(town))


async def _measure(town: Town) -> list[Figure]:
    store = open_town(town)
    try:
        async with store.snapshot() as reader:
            gc.collect()
            process = psutil.Process()
            memory, cpu = process.memory_info().rss, time.process_time()
            vocabulary = Vocabulary()
            words = await vocabulary.at(reader)
            cpu = time.process_time() - cpu
            gc.collect()
            memory = process.memory_info().rss - memory
            asked = await _drawn(store, reader)
            costs = await _ask(reader, vocabulary, asked)
            places, above = await load_places(reader)
            lexicon = await asyncio.to_thread(_least, lambda: Lexicon(places, above))
            each = _each(lexicon, words)
            told = [
                Figure("ask", town.nodes, "question of 30 characters, CPU p50", *_unit(costs, 1e3), "≤ 5 ms"),
                Figure("ask", town.nodes, "lexicon, CPU for each part of a distinct name", *each, None, "≤ 20 µs"),
                Figure("ask", town.nodes, "lexicon and words of matters, CPU", cpu, "s"),
                Figure("ask", town.nodes, "lexicon and words of matters, resident memory", memory / 2**20, "MiB"),
            ]
            for name, text in _NONSENSE.items():
                long = (text * (_LONG // len(text) + 1))[:_LONG]
                found = await _ask(reader, vocabulary, [(long, None)] * (_BATCH * 3), batch=1)
                told.append(
                    Figure("ask", town.nodes, f"5,000 characters of {name}, CPU", *_unit(found, 1e3), "≤ 50 ms")
                )
            told += await _grown(town, reader, vocabulary)
    finally:
        await store.close()
    return told


async def _grown(town: Town, reader: FactReader, vocabulary: Vocabulary) -> list[Figure]:
    """Tell which of all texts costs most at 5,000 characters, and which grows most from 1,250 to 5,000."""
    costs: dict[str, float] = {}
    growth: dict[str, float] = {}
    for name, text in {**_NONSENSE, **_HOSTILE}.items():
        short, long = ((text * (length // len(text) + 1))[:length] for length in (_SHORT, _LONG))
        # In turn, so that a busy machine is as busy for both.
        pairs = [await _ask(reader, vocabulary, [(short, None), (long, None)], batch=1) for _ in range(_ATTEMPTS)]
        costs[name] = min(pair[1] for pair in pairs)
        growth[name] = costs[name] / min(pair[0] for pair in pairs)
    dearest, steepest = max(costs, key=costs.__getitem__), max(growth, key=growth.__getitem__)
    most = f"5,000 characters, the dearest of {len(costs)} texts ({dearest.strip()!r}), least CPU"
    grows = f"growth from 1,250 to 5,000 characters, the steepest of {len(costs)} ({steepest.strip()!r})"
    return [
        Figure("ask", town.nodes, most, costs[dearest] * 1e3, "ms", None, "≤ 50 ms"),
        Figure("ask", town.nodes, grows, growth[steepest], "×", None, "≤ 6"),
    ]


def _least(act: Callable[[], object]) -> float:
    """Give the least CPU time of some attempts: what the neighbours of a shared machine add is left out."""
    costs = []
    for _ in range(_ATTEMPTS):
        cpu = time.process_time()
        made = act()
        costs.append(time.process_time() - cpu)
        del made  # what it costs to let go of it is no part of making it
    return min(costs)


def _each(cpu: float, words: Words) -> tuple[float, str]:
    return cpu / words.places.name_parts * 1e6, "µs"


async def _drawn(store: EmbeddedStore, reader: FactReader) -> list[tuple[str, str | None]]:
    """Draw houses, and ask about them by the name of the estate, or by the number alone from within it."""
    draw = random.Random(5)
    index, rank = store.index, PLACE_RANK[PlaceKind.BUILDING]
    houses = [key for key, kind in zip(index.keys, index.kinds, strict=True) if kind == rank]
    asked: list[tuple[str, str | None]] = []
    for number, house in enumerate(draw.choices(houses, k=_QUESTIONS)):
        lineage = (await reader.lineages([house]))[house]
        rows = await reader.entities(lineage[:2])
        building, estate = rows[lineage[0]], rows[lineage[1]]
        if isinstance(building, Place) and isinstance(estate, Place):
            named = number % 2 == 0
            text = f"{estate.name if named else ''}{building.name}{draw.choice(_MATTERS)}"
            asked.append((text[:_LENGTH], None if named else estate.key))
    return asked


async def _ask(
    reader: FactReader, vocabulary: Vocabulary, asked: Sequence[tuple[str, str | None]], *, batch: int = _BATCH
) -> list[float]:
    """Give the CPU time of a question, for each batch."""
    costs = []
    for begin in range(0, len(asked), batch):
        cpu = time.process_time()
        for question, near in asked[begin : begin + batch]:
            await understand(reader, vocabulary, question, near=near, now=AT)
        costs.append((time.process_time() - cpu) / len(asked[begin : begin + batch]))
    return costs


def _unit(values: list[float], scale: float) -> tuple[float, str, tuple[float, float]]:
    value, spread = middle([each * scale for each in values])
    return value, "ms", spread
