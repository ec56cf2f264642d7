"""bundle.json: optional, and told wrong member by member."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.bundle.folder import read_bundle
from graphsvc.bundle.manifest import read_settings, tell_settings
from graphsvc.domain.changes import Settings
from graphsvc.domain.errors import Refused
from graphsvc.domain.kinds import Line
from graphsvc.domain.problems import Problems
from tests.bundle.folders import SOUND, make_folder, told


def settings_of(path: Path, text: str | None) -> Settings:
    tables = {**SOUND, "bundle.json": text} if text is not None else SOUND
    with read_bundle(make_folder(path, tables)) as bundle:
        return bundle.settings


@pytest.mark.parametrize("text", [None, "{}", "\ufeff{}", ' {"format": 1} \n'])
def test_the_file_and_each_member_are_optional(tmp_path: Path, text: str | None) -> None:
    assert settings_of(tmp_path, text) == Settings("", "Asia/Shanghai", tuple(Line))


def test_members_are_read_and_names_normalised(tmp_path: Path) -> None:
    text = '{"name": " Cafe\\u0301 ", "timezone": "UTC", "fallback_lines": %s}'
    text %= '["volunteer", "property", "party", "administrative"]'
    lines = (Line.VOLUNTEER, Line.PROPERTY, Line.PARTY, Line.ADMINISTRATIVE)
    assert settings_of(tmp_path, text) == Settings("Café", "UTC", lines)


def test_what_is_told_of_settings_is_read_as_the_same(tmp_path: Path) -> None:
    settings = Settings('滨江 "Riverside"', "Europe/London", tuple(reversed(Line)))
    file = tmp_path / "bundle.json"
    file.write_text(tell_settings(settings), encoding="utf-8")
    problems = Problems()
    assert read_settings(file, problems) == settings
    assert not problems.found


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ('{"format": 2}', ["format"]),
        ('{"format": "1"}', ["format"]),
        ('{"format": true}', ["format"]),
        ('{"format": null}', ["format"]),
        ('{"colour": "red", "Name": "x"}', ["colour", "Name"]),
        ('{"name": 5}', ["name"]),
        ('{"name": "a\\u200bb"}', ["name"]),
        ('{"name": "\\ud800"}', ["name"]),
        (f'{{"name": "{"x" * 10_001}"}}', ["name"]),
        ('{"name": "a", "name": "b"}', ["name"]),
        ('{"timezone": "Mars/Olympus"}', ["timezone"]),
        ('{"timezone": "../../etc/passwd"}', ["timezone"]),
        ('{"timezone": "/etc/localtime"}', ["timezone"]),
        ('{"timezone": "Asia"}', ["timezone"]),
        ('{"timezone": ""}', ["timezone"]),
        ('{"timezone": "Asia/Sh\\u0000anghai"}', ["timezone"]),
        (f'{{"timezone": "{"x" * 5_000}"}}', ["timezone"]),
        ('{"timezone": null}', ["timezone"]),
        ('{"fallback_lines": ["party"]}', ["fallback_lines"]),
        ('{"fallback_lines": ["party", "party", "property", "volunteer"]}', ["fallback_lines"]),
        ('{"fallback_lines": ["party", "administrative", "property", "volunteer", "party"]}', ["fallback_lines"]),
        ('{"fallback_lines": ["party", "administrative", "property", 4]}', ["fallback_lines"]),
        ('{"fallback_lines": "party"}', ["fallback_lines"]),
        ('{"fallback_lines": {"party": 1}}', ["fallback_lines"]),
        (f'{{"fallback_lines": {"[" * 800}{"]" * 800}}}', ["fallback_lines"]),
        ('{"\\ud800": 1}', ["?"]),
        ("[]", [None]),
        ("[[1, 2]]", [None]),
        ('"text"', [None]),
        ("", [None]),
        ("{", [None]),
        ('{"name": NaN}', [None]),
        (f'{{"format": {"9" * 5_000}}}', [None]),
        ("[" * 100_000, [None]),
        ('{"a":' * 100_000, [None]),
    ],
)
def test_a_wrong_member_is_a_bad_value_and_a_wrong_file_one_without_a_column(
    tmp_path: Path, text: str, columns: list[str | None]
) -> None:
    assert told(tmp_path, {**SOUND, "bundle.json": text}) == [
        ("BAD_VALUE", "bundle.json", None, column) for column in columns
    ]


def test_a_file_that_is_no_utf_8_is_a_bad_encoding(tmp_path: Path) -> None:
    assert told(tmp_path, {**SOUND, "bundle.json": b'{"name": "\xff"}'}) == [
        ("BAD_ENCODING", "bundle.json", None, None)
    ]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    assert told(tmp_path, {**SOUND, "bundle.json": b" " * (1 << 21)}) == [("TOO_LARGE", "bundle.json", None, None)]


def test_every_problem_can_be_written_as_utf_8(tmp_path: Path) -> None:
    text = '{"name": "\\ud800", "\\udfff": "\\udfff", "timezone": "\\ud800"}'
    with pytest.raises(Refused) as refused:
        read_bundle(make_folder(tmp_path, {**SOUND, "bundle.json": text}))
    for problem in refused.value.problems:
        assert "".join(str(part) for part in problem).encode()
