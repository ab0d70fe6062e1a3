"""Real servers on ports of their own, for tests of the part inside an app."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import need, need_tool
from tests.lab.servers.databases import PG_PATHS, server_user, template

_CONF = "fsync = off\nshared_buffers = 16MB\nmax_connections = 40\ndynamic_shared_memory_type = mmap\n"


@dataclass(frozen=True)
class Postgres:
    """A cluster that trusts everybody on 127.0.0.1; `app` has a password all the same."""

    port: int

    @property
    def url(self) -> str:
        return f"postgresql://app:planted-pg-secret@127.0.0.1:{self.port}/appdb"

    def sql(self, text: str, database: str = "postgres") -> str:
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database]
        done = subprocess.run(
            ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", *place, "-c", text],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def clients(self) -> int:
        """Connections of the role `app`, as the server counts them."""
        return int(self.sql("select count(*) from pg_stat_activity where usename = 'app'"))


@contextmanager
def postgres(conf: str = "") -> Iterator[Postgres]:
    """`conf`: settings of its own, a line each."""
    need(PG_PATHS, "PostgreSQL is not installed")
    user = server_user()
    folder = Path(tempfile.mkdtemp(prefix="fh-pg-"))
    folder.chmod(0o755)
    subprocess.run(["cp", "-a", str(template()), str(folder / "data")], check=True)
    port = free_port()
    (folder / "data/postgresql.conf").write_text(
        f"{_CONF}port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{folder}'\n{conf}"
    )
    (folder / "data/pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.1/32 trust\n")
    subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(folder)], check=True)
    argv = [str(Path(PG_PATHS[0]) / "postgres"), "-D", str(folder / "data")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(argv, user=user.pw_uid, group=user.pw_gid, cwd="/", stdout=log, stderr=log)
    made = Postgres(port)
    try:
        _until(lambda: _answers(made), server)
        made.sql("create role app login password 'planted-pg-secret'")
        made.sql("create database appdb owner app")
        yield made
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _answers(server: Postgres) -> bool:
    try:
        return server.sql("select 1") == "1"
    except subprocess.CalledProcessError:
        return False


@contextmanager
def redis_server(*more: str) -> Iterator[int]:
    """The port of a Redis with the password `planted-redis-secret`."""
    program = need_tool("redis-server")
    folder, port = Path(tempfile.mkdtemp(prefix="fh-redis-")), free_port()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", ""]
    argv = [program, *options, "--requirepass", "planted-redis-secret", *more]
    server = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until(lambda: _accepts(port), server)
        yield port
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _until(there: object, server: subprocess.Popen[bytes], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not there():  # type: ignore[operator]
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError("the server does not start")
        time.sleep(0.05)
