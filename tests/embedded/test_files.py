"""Who may open which file: one writer, readers beside it, no newer, foreign, missing or damaged file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.embedded.files import migrations
from graphsvc.adapters.embedded.migration import APPLICATION_ID, migrate
from graphsvc.domain.errors import (
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
)
from graphsvc.domain.kinds import Table
from tests.support.worlds import EVERYTHING_ONCE, LI, SEWER, WATER, rows_of, stating

pytestmark = pytest.mark.anyio

PAGE = 4_096


def content_of(file: Path) -> bytes:
    return file.read_bytes()


def put(file: Path, content: bytes) -> None:
    file.write_bytes(content)


async def test_what_was_written_is_there_when_the_file_is_opened_again(filled: Path) -> None:
    store = EmbeddedStore.open(filled)
    for table in Table:
        assert [row async for row in store.rows(table)] == rows_of(table, EVERYTHING_ONCE)
    assert (store.revision, await store.verify()) == (1, ())
    await store.close()


async def test_a_second_writer_is_told_who_holds_the_file(file: Path) -> None:
    store = EmbeddedStore.open(file)
    with pytest.raises(StoreLocked, match=str(file)) as refusal:
        EmbeddedStore.open(file)
    assert f"process {os.getpid()} on " in refusal.value.holder
    assert "since 20" in refusal.value.holder
    assert refusal.value.holder in refusal.value.message
    await store.close()
    await EmbeddedStore.open(file).close()


def test_the_lock_goes_with_the_process_that_held_it(file: Path) -> None:
    script = (
        "import os, pathlib, sys; from graphsvc.adapters.embedded import EmbeddedStore; "
        "EmbeddedStore.open(pathlib.Path(sys.argv[1])); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(file)], check=False).returncode == 9
    EmbeddedStore.open(file)._close()


async def test_readers_go_on_beside_a_writer_and_stand_still(filled: Path) -> None:
    writer = EmbeddedStore.open(filled)
    reader = EmbeddedStore.open(filled, read_only=True)
    await writer.write(stating(WATER, SEWER._replace(name="new")))
    async with reader.snapshot() as facts:
        assert (facts.revision, dict(await facts.entities(["sewer"]))) == (1, {"sewer": SEWER})
    assert [row async for row in reader.rows(Table.CATEGORIES)] == rows_of(Table.CATEGORIES)
    later = EmbeddedStore.open(filled, read_only=True)
    assert (later.revision, await later.verify()) == (2, ())
    for store in (reader, later, writer):
        await store.close()


async def test_a_store_for_reading_refuses_to_write(filled: Path) -> None:
    store = EmbeddedStore.open(filled, read_only=True)
    with pytest.raises(StoreReadOnly, match="opened for reading"):
        await store.write(stating(LI._replace(name="other")))
    await store.close()


def test_reading_makes_no_file(file: Path) -> None:
    with pytest.raises(StoreMissing, match=str(file)):
        EmbeddedStore.open(file, read_only=True)
    assert list(file.parent.iterdir()) == []


def test_an_empty_file_holds_nothing_to_read_and_can_be_filled(file: Path) -> None:
    file.touch()
    with pytest.raises(StoreMissing, match=str(file)):
        EmbeddedStore.open(file, read_only=True)
    EmbeddedStore.open(file)._close()
    EmbeddedStore.open(file, read_only=True)._close()


def test_a_file_in_no_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no folder"):
        EmbeddedStore.open(tmp_path / "nowhere" / "world.db")
    with pytest.raises(StoreError):
        EmbeddedStore.open(tmp_path)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_file_is_refused_in_words(filled: Path, read_only: bool) -> None:
    with apsw.Connection(str(filled)) as connection:
        connection.pragma("user_version", len(migrations()) + 1)
    connection.close()
    before = content_of(filled)
    with pytest.raises(StoreTooNew, match=r"newer release .* version is 2"):
        EmbeddedStore.open(filled, read_only=read_only)
    assert content_of(filled) == before


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_of_another_program_is_refused_and_not_touched(file: Path, read_only: bool) -> None:
    connection = apsw.Connection(str(file))
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = content_of(file)
    with pytest.raises(StoreDamaged, match="another program"):
        EmbeddedStore.open(file, read_only=read_only)
    assert content_of(file) == before


def test_an_older_file_is_brought_forward_with_all_that_it_holds(file: Path) -> None:
    """Each step runs once, in order, and all of them or none."""
    connection = apsw.Connection(str(file))
    migrate(connection, "a file", ["CREATE TABLE notes (text); INSERT INTO notes VALUES ('kept')"])
    first = "CREATE TABLE notes (text)"  # would fail when run again
    with pytest.raises(apsw.SQLError):
        migrate(connection, "a file", [first, "ALTER TABLE notes ADD COLUMN more", "CREATE GARBAGE"])
    assert connection.pragma("user_version") == 1
    migrate(connection, "a file", [first, "ALTER TABLE notes ADD COLUMN more", "UPDATE notes SET more = 1"])
    assert connection.execute("SELECT * FROM notes").fetchall() == [("kept", 1)]
    assert (connection.pragma("user_version"), connection.pragma("application_id")) == (3, APPLICATION_ID)
    connection.close()


async def opens_and_is_sound(file: Path, *, read_only: bool) -> bool:
    try:
        store = EmbeddedStore.open(file, read_only=read_only)
    except StoreDamaged as refusal:
        return str(file) not in refusal.message
    findings = await store.verify()
    await store.close()
    return not findings


@pytest.mark.parametrize("read_only", [True, False])
async def test_no_file_that_was_cut_short_is_served(filled: Path, read_only: bool) -> None:
    content = content_of(filled)
    for length in (100, PAGE, len(content) // 2, len(content) - PAGE, len(content) - 1):
        put(filled, content[:length])
        with pytest.raises(StoreDamaged, match=str(filled)):
            EmbeddedStore.open(filled, read_only=read_only)
    put(filled, content)
    assert await opens_and_is_sound(filled, read_only=read_only)


async def test_every_page_of_zeros_is_found(filled: Path) -> None:
    content = content_of(filled)
    for start in range(0, len(content), PAGE):
        put(filled, content[:start] + bytes(PAGE) + content[start + PAGE :])
        assert not await opens_and_is_sound(filled, read_only=True), start // PAGE
    put(filled, content)
    assert await opens_and_is_sound(filled, read_only=True)


async def test_no_text_file_is_a_store(file: Path) -> None:
    put(file, b"key,name\n" * 1_000)
    for read_only in (True, False):
        with pytest.raises(StoreDamaged, match="damaged or no store"):
            EmbeddedStore.open(file, read_only=read_only)


async def test_a_flipped_bit_in_the_log_is_found_when_it_is_read(filled: Path) -> None:
    connection = apsw.Connection(str(filled))
    payloads = [payload for (payload,) in connection.execute("SELECT payload FROM change")]
    connection.close()
    content = content_of(filled)
    assert len(payloads) == len(Table)
    for payload in payloads:
        at = content.index(payload) + len(payload) // 2
        put(filled, content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
        store = EmbeddedStore.open(filled, read_only=True)
        with pytest.raises(StoreDamaged, match="revision 1"):
            _ = [part async for part in store.changes(0)]
        assert any("revision 1" in finding for finding in await store.verify())
        await store.close()


async def test_a_flipped_bit_in_a_row_is_found_by_verifying(filled: Path) -> None:
    content = content_of(filled)
    name, at = LI.name.encode(), -1
    found: list[str] = []
    while (at := content.find(name, at + 1)) >= 0:  # in the row, and maybe in the log
        put(filled, content[: at + 2] + bytes([content[at + 2] ^ 1]) + content[at + 3 :])
        store = EmbeddedStore.open(filled, read_only=True)
        findings = await store.verify()
        assert findings
        found.extend(findings)
        await store.close()
    assert "persons: the rows that are held are not those that the log leads to" in found


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM change WHERE number % 16 = 3",
        "DELETE FROM change WHERE number % 16 = 10",
        "UPDATE change SET number = number + 90 WHERE number % 16 = 3",
        "UPDATE change SET action = 'deleted' WHERE number % 16 = 3",
        "UPDATE revision SET author = 'somebody else'",
        "UPDATE revision SET moment = moment + 1",
        "DELETE FROM persons WHERE key = 'li'",
        "UPDATE places SET parent = NULL WHERE key = 'tower'",
        "UPDATE duties SET place = 999",
        "INSERT INTO absences (identity, person, valid_from) SELECT 'x', id, 1 FROM persons LIMIT 1",
    ],
)
async def test_what_was_changed_behind_the_stores_back_is_found(filled: Path, damage: str) -> None:
    connection = apsw.Connection(str(filled))
    connection.execute(damage)
    assert connection.changes()
    connection.close()
    assert not await opens_and_is_sound(filled, read_only=True)
