"""Databases in a state that has to be brought about: taken connections, full memory, recovery without end."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.lab.namespaces import tool
from tests.lab.servers.databases import PG_PATHS, server_user


def sessions(
    lab: Any,
    count: int,
    user: str = "app",
    password: str = "app-secret",
    port: int = 5432,
    do: str = "select pg_sleep(60)",
) -> None:
    """Sessions of another program, from the service's own host, that stay. Returns when all are in."""
    dsn = f"host={lab.SVC} port={port} dbname=appdb user={user}"
    for _ in range(count):
        lab.svc.start([tool("psql", *PG_PATHS), "-Xq", dsn, "-c", do], env={"PGPASSWORD": password})
    _until(lambda: _established(lab, port) >= count, f"{count} sessions")
    time.sleep(0.7)  # connected is not yet logged in


def _established(lab: Any, port: int) -> int:
    out = lab.svc.run(["ss", "-Htn", "state", "established", f"( dport = :{port} )"]).stdout
    return len(out.splitlines())


def idle_in_transaction(lab: Any, count: int, port: int = 5432) -> None:
    """Sessions of the app's role that began a transaction and then say nothing more."""
    dsn = f"host={lab.SVC} port={port} dbname=appdb user=app"
    line = f"(echo 'begin; select 1;'; sleep 60) | {tool('psql', *PG_PATHS)} -Xq '{dsn}'"
    for _ in range(count):
        lab.svc.start([tool("sh"), "-c", line], env={"PGPASSWORD": "app-secret"})
    _until(lambda: _established(lab, port) >= count, f"{count} sessions")


def standby(server: Any) -> None:
    """Make a cluster the standby of nobody: it takes logins and is read-only."""
    server.stop()
    (server.folder / "data" / "standby.signal").touch()
    server.start()


def closed_standby(server: Any) -> None:
    """A standby that lets nobody in, as a server does while it recovers: SQLSTATE 57P03."""
    server.stop()
    data: Path = server.folder / "data"
    (data / "standby.signal").touch()
    with (data / "postgresql.conf").open("a") as conf:
        conf.write("\nhot_standby = off\n")
    space = server._namespace
    server.server = space.start([tool("postgres", *PG_PATHS), "-D", str(data)], uid=server_user().pw_uid)
    ready = [tool("pg_isready", *PG_PATHS), "-q", "-h", str(server.folder), "-p", str(server.port), "-t", "1"]
    _until(lambda: space.run(ready, check=False).returncode == 1, "the standby")


def bouncer(lab: Any, port: int = 5432, settings: str = "") -> Any:
    """PgBouncer at port 6432, with one entry for appdb, whose server is at `port`."""
    entry = f"[databases]\nappdb = host={lab.SVC} port={port} dbname=appdb\n"
    own = f"[pgbouncer]\nauth_type = scram-sha-256\n{settings}\n"
    return lab.pgbouncer(6432, ini=entry + own, users='"app" "app-secret"\n')


def redis_tls(lab: Any, more: str = "") -> str:
    """The lines of redis.conf for TLS and nothing else on the port."""
    cert, key = lab.cert(lab.SVC)
    files = f"tls-cert-file {cert}\ntls-key-file {key}\ntls-ca-cert-file {lab.ca_file}\n"
    return f"port 0\ntls-port 6379\n{files}tls-auth-clients no\n{more}"


def redis_say(lab: Any, port: int, *lines: str) -> str:
    """Inline commands to the Redis there; returns the answers."""
    return str(
        lab.svc.run([tool("redis-cli"), "-h", lab.SVC, "-p", str(port)], input="\n".join(lines) + "\n").stdout
    )


def fill_redis(lab: Any, port: int, keys: int) -> None:
    """Write keys of 1 KB until there are so many, or until the server takes no more."""
    redis_say(lab, port, *(f"set key:{n} {'x' * 1000}" for n in range(keys)))


def break_snapshots(lab: Any, port: int, folder: Path) -> None:
    """Take the folder of the snapshots away, and let the server try to write one."""
    folder.chmod(0o555)
    redis_say(lab, port, "set a 1", "bgsave")
    _until(
        lambda: "rdb_last_bgsave_status:err" in redis_say(lab, port, "info persistence"), "a failed snapshot"
    )


def all_slots(lab: Any, port: int) -> None:
    """Make a lonely member of a cluster serve all slots."""
    redis_say(lab, port, "cluster addslotsrange 0 16383")
    _until(lambda: "cluster_state:ok" in redis_say(lab, port, "cluster info"), "a whole cluster")


def redis_clients(lab: Any, port: int, count: int) -> None:
    """Clients that connect and stay."""

    def stay(ready: Callable[[], None]) -> None:
        held = [socket.create_connection((lab.SVC, port)) for _ in range(count)]
        for client in held:
            client.sendall(b"PING\r\n")
            client.recv(64)
        ready()
        time.sleep(60)

    lab.svc.fork("clients", stay)


def _until(there: Callable[[], bool], what: str, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not there():
        if time.monotonic() > end:
            raise RuntimeError(f"not brought about: {what}")
        time.sleep(0.05)


def greeted(lab: Any, port: int, count: int) -> None:
    """Connections from the app's own host that took the greeting and then say nothing more."""

    def stay(ready: Callable[[], None]) -> None:
        held = [socket.create_connection((lab.SVC, port)) for _ in range(count)]
        for client in held:
            client.recv(200)
        ready()
        time.sleep(60)

    lab.app.fork("greeted", stay)


def connected(lab: Any, port: int, count: int) -> None:
    """Connections from the app's own host that say nothing and stay."""

    def stay(ready: Callable[[], None]) -> None:
        held = [socket.create_connection((lab.SVC, port)) for _ in range(count)]
        ready()
        time.sleep(60 * len(held))

    lab.app.fork("connected", stay)


def masked_smtp(client: socket.socket) -> None:
    """A mail server as it is seen through a firewall that rewrites what it does not know (SMTP fixup)."""
    client.sendall(b"220 " + b"*" * 40 + b"\r\n")
    with client.makefile("rb") as lines:
        for line in lines:
            word = line[:4].upper()
            if word == b"EHLO":
                client.sendall(b"250-mail.lab.test\r\n250-XXXXXXXA\r\n250-SIZE 10240000\r\n250 XXXB\r\n")
            elif word == b"QUIT":
                client.sendall(b"221 Bye\r\n")
                return
            else:
                client.sendall(b"500 Command unrecognized: XXXX\r\n" if word == b"STAR" else b"250 OK\r\n")


def retcode(entry: str, code: int, operation: str, text: str) -> str:
    """Lines for slapd's database: that entry under ou=people answers an operation with this code and text."""
    return (
        'overlay retcode\nretcode-parent "ou=people,dc=lab,dc=test"\n'
        f'retcode-item "{entry}" {code} op={operation} text="{text}"\n'
    )


def active_directory(entry: str, data: int) -> str:
    """As `retcode`: a login that is refused in the words of Active Directory."""
    text = f"80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data {data}, v2580"
    return retcode(entry, 49, "bind", text)


def versions(lab: Any, port: int, count: int) -> None:
    """Clients of memcached that connect, ask for its version, and stay; some may be turned away."""

    def stay(ready: Callable[[], None]) -> None:
        held = [socket.create_connection((lab.SVC, port)) for _ in range(count)]
        for client in held:
            try:
                client.sendall(b"version\r\n")
                client.recv(64)
            except OSError:
                pass
        ready()
        time.sleep(60)

    lab.svc.fork("clients", stay)
