"""A PostgreSQL that asks for passwords and may be stopped, and scripts that fail on command."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from farhand.control import captures
from tests.conftest import need
from tests.embed.servers import free_port
from tests.lab.servers.databases import PG_PATHS, server_user, template

ROOT = Path(__file__).parents[2]
#: Planted where an app has secrets; none of them may ever be seen again.
PASSWORD, PARAMETER, BEARER = "planted-pg-pass-77x1", "planted-sql-parameter-55x2", "plantedbearer00x3token"
SECRETS = (PASSWORD, PARAMETER, BEARER, "planted-query-key-33x4", "planted-redis-pass-11x5")
PATIENCE = 40.0
_CONF = """
fsync = off
shared_buffers = 16MB
max_connections = 9
dynamic_shared_memory_type = mmap
listen_addresses = '127.0.0.1'
password_encryption = 'scram-sha-256'
"""


class Database:
    """A cluster in which `app` needs its password; the superuser comes in by the socket."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://app:{PASSWORD}@127.0.0.1:{self.port}/appdb"

    def start(self) -> None:
        argv = [str(Path(PG_PATHS[0]) / "postgres"), "-D", str(self.folder / "data")]
        user = server_user()
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                argv, user=user.pw_uid, group=user.pw_gid, cwd="/", stdout=log, stderr=log
            )
        wait_for(lambda: self._try("select 1") == 0)

    def stop(self) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(15)
            self._server = None

    def sql(self, text: str) -> None:
        assert self._try(text) == 0, (self.folder / "log").read_text()[-2000:]

    def _try(self, text: str) -> int:
        place = ["-h", str(self.folder), "-p", str(self.port), "-U", "postgres", "-d", "postgres"]
        argv = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", *place, "-c", text]
        return subprocess.run(argv, capture_output=True, check=False).returncode


@contextmanager
def database() -> Iterator[Database]:
    need(PG_PATHS, "PostgreSQL is not installed")
    user, folder = server_user(), Path(tempfile.mkdtemp(prefix="fh-pg-"))
    folder.chmod(0o755)
    subprocess.run(["cp", "-a", str(template()), str(folder / "data")], check=True)
    made = Database(folder)
    conf = f"{_CONF}port = {made.port}\nunix_socket_directories = '{folder}'\n"
    (folder / "data/postgresql.conf").write_text(conf)
    (folder / "data/pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(folder)], check=True)
    try:
        made.start()
        made.sql(f"create role app login password '{PASSWORD}'")
        made.sql("create database appdb owner app")
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def toml(*tables: str) -> str:
    return '[app]\nname = "app"\nversion = "1.2"\n' + "\n".join(tables) + "\n"


def postgres_table() -> str:
    return (
        '[env.DATABASE_URL]\nsecret = true\nformat = "url"\n'
        '[dependencies.database]\nkind = "postgres"\nurl = "${DATABASE_URL}"\n'
    )


class Script:
    """A Python program with Farhand in it. It does one step for each line it gets, and answers in JSON."""

    def __init__(self, folder: Path, source: str, declaration: str, env: Mapping[str, str]) -> None:
        self.folder, self.top = folder, Path(tempfile.mkdtemp(prefix="fh-"))
        self.run = self.top / "app"
        (folder / "site_app.py").write_text(source, "utf-8")
        (folder / "farhand.toml").write_text(declaration, "utf-8")
        self.env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FARHAND_RUN": str(self.top), **env}
        self.env.pop("FARHAND_CONFIG", None)
        self.process = subprocess.Popen(
            [sys.executable, "site_app.py"], cwd=folder, env=self.env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=(folder / "stderr").open("w"),
        )  # fmt: skip

    def step(self, what: object = "") -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, (self.folder / "stderr").read_text()
        return json.loads(line)

    def end(self) -> int:
        """Let it come to its end; its exit status."""
        if self.process.stdin:
            self.process.stdin.close()
        return self.process.wait(PATIENCE)

    def captured(self, count: int = 1) -> list[dict[str, Any]]:
        """The captures, once there are so many."""
        wait_for(lambda: len(captures.every(self.run)) >= count, lambda: self.errors)
        return captures.every(self.run)

    @property
    def errors(self) -> str:
        return (self.folder / "stderr").read_text()

    def farhand(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The command line, as somebody calls it beside the app."""
        argv = [sys.executable, "-m", "farhand", *words]
        return subprocess.run(
            argv, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False, timeout=60
        )

    def written(self) -> str:
        """All that stands in the run folder."""
        files = [p for p in self.top.rglob("*") if p.is_file()]
        return "\n".join(p.read_text("utf-8", "replace") for p in files)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.top, ignore_errors=True)


@contextmanager
def script(folder: Path, source: str, declaration: str, env: Mapping[str, str]) -> Iterator[Script]:
    made = Script(folder, source, declaration, env)
    try:
        yield made
    finally:
        made.close()


def wait_for(true: Callable[[], object], why: Callable[[], str] = str, seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"it did not happen in time: {why()}")
        time.sleep(0.05)
