"""Real PostgreSQL, PgBouncer and Redis with private data, made for one world."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.lab.namespaces import CLEAN, Namespace, Server, tool

_PG = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
PG_PATHS = [str(p) for p in reversed(_PG)]

_HBA = "host all all all scram-sha-256\n"

_CONF = """
listen_addresses = '{ip}'
port = {port}
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 16MB
max_connections = 30
max_wal_size = 32MB
min_wal_size = 2MB
autovacuum = off
dynamic_shared_memory_type = mmap
"""


def server_user() -> pwd.struct_passwd:
    """Who runs the databases: a user with a name, since initdb asks for one."""
    for name in ("postgres", "nobody", "daemon"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return pwd.getpwuid(65534)


_template: list[Path] = []


def template() -> Path:
    """An initialised cluster, made once per session and copied for every world."""
    if not _template:
        folder = Path(tempfile.mkdtemp(prefix=f"fh-lab-{os.getpid()}-pg-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        user = server_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        argv = [tool("initdb", *PG_PATHS), "-D", str(folder / "data"), *options, "--wal-segsize=1"]
        subprocess.run(
            argv, user=user.pw_uid, group=user.pw_gid, cwd="/", env=CLEAN, capture_output=True, check=True
        )
        _template.append(folder / "data")
    return _template[0]


class Postgres:
    """A running cluster; superuser `postgres` over the socket in `folder` only."""

    def __init__(self, host: str, port: int, folder: Path, namespace: Namespace, server: Server) -> None:
        self.host, self.port, self.folder, self.server, self._namespace = (
            host,
            port,
            folder,
            server,
            namespace,
        )

    def sql(self, *statements: str, database: str = "postgres") -> str:
        r"""Run statements (or psql's own, such as `\c appdb`) as superuser; returns what they print."""
        text = "\n".join(s if s.startswith("\\") else s.rstrip().rstrip(";") + ";" for s in statements)
        place = ["-h", str(self.folder), "-p", str(self.port), "-U", "postgres", "-d", database]
        argv = [tool("psql", *PG_PATHS), "-XAtq", "-v", "ON_ERROR_STOP=1", *place, "-f", "-"]
        return self._namespace.run(argv, input=text).stdout

    def start(self) -> None:
        """Start (again) and wait until it lets somebody in."""
        user = server_user()
        argv = [tool("postgres", *PG_PATHS), "-D", str(self.folder / "data")]
        self.server = self._namespace.start(argv, uid=user.pw_uid, end=signal.SIGQUIT)
        self._wait()

    def _wait(self, seconds: float = 15.0) -> None:
        until = time.monotonic() + seconds
        ready = [tool("pg_isready", *PG_PATHS), "-q", "-h", str(self.folder), "-p", str(self.port), "-t", "1"]
        # 0: takes connections; 1: refuses them while it starts or recovers; 2: no answer.
        while self._namespace.run(ready, check=False).returncode != 0:
            if not self.server.running() or time.monotonic() > until:
                raise RuntimeError(f"postgres does not start:\n{self.server.log.read_text(errors='replace')}")
            time.sleep(0.05)

    def stop(self) -> None:
        self.server.stop()


def postgres(
    namespace: Namespace, folder: Path, ip: str, port: int, conf: str, hba: str | None, sql: Sequence[str],
    tls: tuple[str, str] | None,
) -> Postgres:  # fmt: skip
    user = server_user()
    folder.mkdir()
    folder.chmod(0o755)
    subprocess.run(["cp", "-a", str(template()), str(folder / "data")], check=True)
    data = folder / "data"
    text = _CONF.format(ip=ip, port=port, folder=folder) + (_tls(data, tls) if tls else "") + conf
    (data / "postgresql.conf").write_text(text + "\n")
    (data / "pg_hba.conf").write_text("local all postgres trust\n" + (_HBA if hba is None else hba) + "\n")
    subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(folder)], check=True)
    made = Postgres(ip, port, folder, namespace, Server(0, folder / "none"))
    made.start()
    if sql:
        made.sql(*sql)
    return made


def _tls(data: Path, tls: tuple[str, str]) -> str:
    for name, source in zip(("server.crt", "server.key"), tls):
        shutil.copy(source, data / name)
        (data / name).chmod(0o600)
    return "ssl = on\n"


class Service:
    """A server with an address."""

    def __init__(self, host: str, port: int, server: Server, folder: Path) -> None:
        self.host, self.port, self.server, self.folder = host, port, server, folder

    def stop(self) -> None:
        self.server.stop()


def pgbouncer(namespace: Namespace, folder: Path, ip: str, port: int, ini: str, users: str) -> Service:
    """`ini`: sections and settings; listen and auth file are filled in under [pgbouncer]."""
    user = server_user()
    folder.mkdir()
    (folder / "users.txt").write_text(users)
    place = f"listen_addr = {ip}\nlisten_port = {port}\nunix_socket_dir =\n"
    own = f"[pgbouncer]\n{place}auth_file = {folder}/users.txt\n"
    (folder / "pgbouncer.ini").write_text(
        ini.replace("[pgbouncer]\n", own) if "[pgbouncer]\n" in ini else own + ini
    )
    subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(folder)], check=True)
    return Service(
        ip, port, namespace.start([tool("pgbouncer"), folder / "pgbouncer.ini"], uid=user.pw_uid), folder
    )


def redis(namespace: Namespace, folder: Path, ip: str, port: int, conf: str) -> Service:
    user = server_user()
    folder.mkdir()
    (folder / "redis.conf").write_text(
        f'bind {ip}\nport {port}\ndir {folder}\nsave ""\nprotected-mode no\n{conf}\n'
    )
    subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(folder)], check=True)
    return Service(
        ip, port, namespace.start([tool("redis-server"), folder / "redis.conf"], uid=user.pw_uid), folder
    )
