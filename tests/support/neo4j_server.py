"""A real Neo4j server for the tests: brought once, started on a free port with a fresh folder, stopped with the tests.

`python -m tests.support.neo4j_server` starts one to try things out, tells its address, and stops it at Ctrl-C. With a
command behind it, it starts one for this command alone: `make bench` does so.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any, Final

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graphsvc.adapters.neo4j import Neo4jStore
from graphsvc.adapters.neo4j.server import ServerAddress
from graphsvc.bench.neo4j import SERVER
from tests.support.pages import go_without

POM: Final = Path(__file__).parent / "neo4j" / "pom.xml"
VERSION: Final = (re.findall(r"<neo4j.version>(.+)</neo4j.version>", POM.read_text(encoding="utf-8")))[0]
CACHE: Final = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphsvc" / f"neo4j-{VERSION}"

_HOW: Final = "on Debian: apt-get install openjdk-17-jre-headless maven"
PATIENCE: Final = 60.0
"""Seconds for which tests wait that are not about waiting: they share their machine with others."""

BLOCKED: Final = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status"
"""Gives a line for each transaction that waits for a lock of another one."""

_STARTING: Final = 120.0  # seconds
_OPENED: Final = ("java.base/java.nio", "java.base/sun.nio.ch", "java.base/java.io", "java.base/java.util.concurrent")
_QUICK: Final = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_SETTINGS: Final = """\
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size={cache}
server.directories.import=import
dbms.security.auth_enabled=false
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
dbms.cypher.min_replan_interval=1d
db.tx_log.rotation.retention_policy=1 files
"""

# The server ends when its input does, that is, when whoever started it is gone, however that came about. It is started
# again when it was killed to see that.
_WITH_ITS_STARTER: Final = """
home=$1; shift
exec 3<&0
(cat <&3 >/dev/null; rm -f "$home/again"; kill -9 $(cat "$home/pid") 2>/dev/null) &
while :; do
  "$@" 3<&- </dev/null &
  echo $! > "$home/pid"
  wait $!
  rm "$home/again" 2>/dev/null || break
done
rm -rf "$home"
"""


class Missing(Exception):
    """A part that the server needs cannot be had; the message says which and how to get it."""


class RunningServer:
    """A server with an empty database, or with that of a `home` which was prepared; `address` is where it answers.

    It is quick to start, or, `lasting`, its machine takes the time to make itself fast, as a server's is meant to.
    """

    def __init__(self, memory: str = "1g", *, home: Path | None = None, lasting: bool = False) -> None:
        folder = jars()
        self._home = home = home or new_home()
        port = free_port()
        (home / "conf" / "neo4j.conf").write_text(
            _SETTINGS.format(port=port, cache="1g" if lasting else "128m"), encoding="utf-8"
        )
        self.address = ServerAddress(f"bolt://127.0.0.1:{port}")
        self._log = Path(tempfile.gettempdir()) / f"graphsvc-neo4j-{os.getpid()}-{port}.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    shutil.which("sh") or "/bin/sh",
                    "-c",
                    _WITH_ITS_STARTER,
                    "sh",
                    str(home),
                    *_command(folder, home, memory, lasting=lasting),
                ],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._driver = neo4j.GraphDatabase.driver(
            self.address.url, notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF
        )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def clean(self) -> None:
        """Empty the database; what its schema is stays."""
        self.run("MATCH (n) WHERE NOT n:Store AND NOT n:Published CALL (n) { DETACH DELETE n } IN TRANSACTIONS")
        self.run("MATCH (n) WHERE n:Store OR n:Published SET n.revision = 0")

    def run(self, query: str, **parameters: Any) -> list[neo4j.Record]:  # noqa: ANN401  (whatever a query is asked)
        """Run a query of a test."""
        with self._driver.session(database=self.address.database) as session:
            return list(session.run(neo4j.Query(query), parameters))

    def crash(self) -> None:
        """Kill the server on the spot; it is started again on the same data."""
        (self._home / "again").touch()
        os.kill(int((self._home / "pid").read_text(encoding="ascii")), signal.SIGKILL)

    def stop(self) -> None:
        """Stop the server; its folder goes with it."""
        self._driver.close()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(30)
        self._log.unlink(missing_ok=True)

    def _wait(self) -> None:
        until = time.monotonic() + _STARTING
        while True:
            try:
                self._driver.verify_connectivity()
            except (DriverError, Neo4jError, OSError) as error:
                if self._process.poll() is not None or time.monotonic() > until:
                    told = self._log.read_text(encoding="utf-8", errors="replace")[-4_000:]
                    raise RuntimeError(f"the Neo4j server did not start; it says:\n{told}") from error
                time.sleep(0.2)  # there is nothing to wait upon but its port
            else:
                return


@cache
def running() -> RunningServer:
    """Give the one server of this process, started when it is first asked for."""
    server = RunningServer()
    atexit.register(server.stop)
    return server


def fresh() -> RunningServer:
    """Give the server with an empty database; without one a test is skipped, or fails where no part may be missing."""
    try:
        server = _running_or_missing()
    except Missing as missing:
        go_without(f"NO NEO4J: {missing}")
    server.clean()
    return server


def open_store(_: Path | None = None) -> Neo4jStore:
    """Open a store on an empty database of the server."""
    return Neo4jStore(fresh().address, patience=PATIENCE)


def jars() -> Path:
    """Give the folder of the server's parts, bringing them with Maven when they are not there yet."""
    if shutil.which("java") is None:
        raise Missing(f"it needs Java 17 or 21, and there is no java ({_HOW})")
    if CACHE.is_dir():
        return CACHE
    if shutil.which("mvn") is None:
        raise Missing(f"its parts are brought with Maven, and there is no mvn ({_HOW})")
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE.parent) as folder:
        copied = Path(folder) / "parts"
        command = ["mvn", "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={copied}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
        except subprocess.TimeoutExpired as error:
            raise Missing("its parts could not be brought within 15 minutes") from error
        if done.returncode or not any(copied.glob("neo4j-bolt-*.jar")):
            raise Missing(f"its parts could not be brought: {(done.stdout + done.stderr)[-1_000:]}")
        try:
            copied.rename(CACHE)
        except OSError:
            if not CACHE.is_dir():  # else somebody else brought them meanwhile
                raise
    return CACHE


@cache
def _running_or_missing() -> RunningServer:
    missing = _missing()
    if missing is not None:
        raise Missing(missing)
    return running()


@cache
def _missing() -> str | None:
    try:
        jars()
    except Missing as missing:
        return str(missing)
    return None


def new_home() -> Path:
    """Give a new folder for a server, which goes when the server stops."""
    home = Path(tempfile.mkdtemp(prefix="graphsvc-neo4j-"))
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text("db.tx_log.preallocate=false\n", encoding="utf-8")
    return home


def admin(home: Path, *arguments: str, within: Path) -> str:
    """Run `neo4j-admin` for a server that is not running, in the folder `within`; give what it said."""
    place = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    command = ["java", "-Xmx512m", *_QUICK, *_opened(), "-cp", f"{jars()}/*", "org.neo4j.cli.AdminTool", *arguments]
    done = subprocess.run(
        command, cwd=within, env={**os.environ, **place}, capture_output=True, text=True, check=False, timeout=600
    )
    if done.returncode:
        raise RuntimeError(f"neo4j-admin failed; it says:\n{(done.stdout + done.stderr)[-4_000:]}")
    return done.stdout


def _command(folder: Path, home: Path, heap: str, *, lasting: bool) -> list[str]:
    memory = [f"-Xms{heap}", f"-Xmx{heap}"] if lasting else ["-Xms256m", f"-Xmx{heap}", *_QUICK]
    place = [f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode"]
    entry = "org.neo4j.server.CommunityEntryPoint"
    return ["java", *memory, *_opened(), "-cp", f"{folder}/*", entry, *place]


def _opened() -> list[str]:
    return [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED]


def free_port() -> int:
    """Give a port of this machine at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _with_a_server(command: list[str]) -> int:
    """Run a command that measures, beside a server of its own where one can be had; give its exit code."""
    environment = dict(os.environ)
    server = None
    if SERVER not in environment:
        try:
            server = RunningServer("5g", lasting=True)
            environment[SERVER] = server.address.url
        except Missing as missing:
            print(f"!! NO NEO4J: {missing}", file=sys.stderr)  # noqa: T201
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        if server is not None:
            server.stop()


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.exit(_with_a_server(sys.argv[1:]))
    running()
    print(f"{running().address.url} (no user, no password); Ctrl-C stops it", flush=True)  # noqa: T201
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print()  # noqa: T201
