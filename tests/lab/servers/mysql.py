"""A real MariaDB with private data, made for one world.

lab.serve("mysql", sql=["create database appdb", ...], conf="max_connections = 12")
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.lab.namespaces import CLEAN, Missing, Namespace, Server, tool

#: Small and quick: nothing of it has to outlive the world.
_CONF = """
[mariadbd]
bind_address = {ip}
port = {port}
socket = {folder}/mysqld.sock
datadir = {folder}/data
pid_file = {folder}/mysqld.pid
skip_name_resolve = on
performance_schema = off
innodb_buffer_pool_size = 8M
innodb_log_file_size = 4M
innodb_use_native_aio = off
innodb_flush_log_at_trx_commit = 0
innodb_fast_shutdown = 2
aria_pagecache_buffer_size = 1M
key_buffer_size = 1M
character_set_server = utf8mb4
"""
#: A user of the app and its database, as most worlds have them.
APP = (
    "create database appdb",
    "create user app@'%' identified by 'app-secret'",
    "grant all on appdb.* to app@'%'",
)

#: A cluster of this one node.
GALERA = """wsrep_on = on
wsrep_provider = /usr/lib/galera/libgalera_smm.so
wsrep_cluster_address = gcomm://
wsrep_sst_method = skip
binlog_format = row
innodb_autoinc_lock_mode = 2
"""

_template: list[Path] = []


def server_user() -> pwd.struct_passwd:
    """Who runs the server."""
    try:
        return pwd.getpwnam("mysql")
    except KeyError:
        raise Missing("there is no user mysql: MariaDB is not installed") from None


def template() -> Path:
    """A data directory, made once per session and copied for every world."""
    if not _template:
        install, user = tool("mariadb-install-db"), server_user()
        folder = Path(tempfile.mkdtemp(prefix=f"fh-lab-{os.getpid()}-mysql-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.chown(folder, user.pw_uid, user.pw_gid)
        words = ["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]
        small = "--innodb-log-file-size=4M"
        calm = "--innodb-use-native-aio=0"  # of that there is one store for the whole machine
        argv = [install, "--no-defaults", "--user=mysql", f"--datadir={folder / 'data'}", *words, small, calm]
        subprocess.run(argv, cwd="/", env=CLEAN, capture_output=True, check=True)
        _template.append(folder / "data")
    return _template[0]


class Mysql:
    """A running server; `root` without a password over the socket in `folder` only."""

    def __init__(self, host: str, port: int, folder: Path, namespace: Namespace) -> None:
        self.host, self.port, self.folder, self._namespace = host, port, folder, namespace
        self.server: Server

    @property
    def socket(self) -> str:
        return str(self.folder / "mysqld.sock")

    def sql(self, *statements: str) -> str:
        """Run statements as root; returns what they print, without the names of columns."""
        argv = [tool("mariadb"), "--no-defaults", "-S", self.socket, "-uroot", "-BN"]
        return self._namespace.run(argv, input=";\n".join((*statements, ""))).stdout

    def client(self, *words: str, sql: str = "select sleep(60)", password: str = "app-secret") -> Server:
        """A session of another program, from the service's own host, that stays."""
        place = ["-h", self.host, "-P", str(self.port), "-uapp", *words]
        argv = [tool("mariadb"), "--no-defaults", *place, "-BN", "-e", sql]
        return self._namespace.start(argv, env={"MYSQL_PWD": password})

    def until(self, sql: str, answer: str, seconds: float = 15.0) -> None:
        """Wait until root's question has this answer."""
        end = time.monotonic() + seconds
        while (said := self._said(sql)) != answer:
            if time.monotonic() > end:
                raise RuntimeError(f"{sql}: {said}, not {answer}")
            time.sleep(0.1)

    def _said(self, sql: str) -> str:
        try:
            return self.sql(sql).strip()
        except RuntimeError as error:  # even root does not get in where the server is full
            return str(error)

    def lose_the_others(self) -> None:
        """A node of a cluster looks for others that nobody has, and is not ready from then on."""
        argv = [tool("mariadb"), "--no-defaults", "-S", self.socket, "-uroot", "-e"]
        self._namespace.start([*argv, "set global wsrep_cluster_address = 'gcomm://10.77.2.9'"])
        state = (
            "select variable_value from information_schema.global_status where variable_name = 'wsrep_ready'"
        )
        self.until(state, "OFF")

    def start(self, options: Sequence[str] = ()) -> None:
        user = server_user()
        argv = [tool("mariadbd"), f"--defaults-file={self.folder}/my.cnf", *options]
        self.server = self._namespace.start(argv, uid=user.pw_uid)
        end = time.monotonic() + 30
        # `mariadb-admin ping` is answered, be it with a refusal, once the server takes connections.
        ping = [tool("mariadb-admin"), "--no-defaults", "-S", self.socket, "-uroot", "ping"]
        while self._namespace.run(ping, check=False).returncode != 0:
            if not self.server.running() or time.monotonic() > end:
                raise RuntimeError(f"mariadbd does not start:\n{self.server.log.read_text(errors='replace')}")
            time.sleep(0.1)

    def stop(self) -> None:
        self.server.stop()


def start(
    lab: Any, folder: Path, port: int = 3306, conf: str = "", sql: Sequence[str] = APP, ip: str = "",
    tls: tuple[str, str] | None = None, options: Sequence[str] = (), then: Sequence[str] = (),
) -> Mysql:  # fmt: skip
    """`conf`: lines of my.cnf; `tls`: certificate and key; `then`: SQL that is run last, `sql` before it."""
    user, made = server_user(), Mysql(ip or lab.SVC, port, folder, lab.svc)
    subprocess.run(["cp", "-a", str(template()), str(folder / "data")], check=True)
    text = _CONF.format(ip=made.host, port=port, folder=folder) + (_tls(folder, tls) if tls else "") + conf
    (folder / "my.cnf").write_text(text + "\n")
    subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(folder)], check=True)
    made.start(options)
    made.sql(*sql, *then)
    return made


def _tls(folder: Path, tls: tuple[str, str]) -> str:
    for name, source in zip(("cert.pem", "key.pem"), tls):
        shutil.copy(source, folder / name)
        (folder / name).chmod(0o600)
    return f"ssl_cert = {folder}/cert.pem\nssl_key = {folder}/key.pem\n"
