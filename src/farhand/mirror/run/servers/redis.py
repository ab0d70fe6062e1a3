"""Redis or Valkey: nothing on the disk, a password, only on this host."""

from __future__ import annotations

from farhand.mirror import acl
from farhand.mirror.run.nouns import Service
from farhand.mirror.run.servers._start import Start, taken

PROGRAMS = ("redis-server",)
SETTINGS = frozenset({
    "maxmemory", "maxmemory-policy", "maxmemory-samples", "maxclients", "timeout", "databases",
    "notify-keyspace-events", "proto-max-bulk-len", "lua-time-limit", "min-replicas-to-write",
    "list-max-ziplist-size", "hash-max-listpack-entries", "client-query-buffer-limit", "tcp-keepalive",
    "stop-writes-on-bgsave-error", "protected-mode", "appendonly", acl.NAME,
})  # fmt: skip


def start(service: Service, folder: str, programs: str, port: int) -> Start:
    """`programs` holds redis-server."""
    settings = taken(service.settings, SETTINGS)
    options = [word for name, value in settings.items() if name != acl.NAME for word in (f"--{name}", value)]
    lines = [f"port {port}", "bind 127.0.0.1", f"dir {folder}", 'save ""', "appendonly no"]
    return Start(
        argv=[f"{programs}/redis-server", f"{folder}/redis.conf", *options],
        files={"redis.conf": "\n".join([*lines, _login(service), ""])},
        ready=lambda _, log: "eady to accept connections" in log,
        url=f"redis://:{service.password}@127.0.0.1:{port}/0",
    )


def _login(service: Service) -> str:
    """The app logs in as in the baseline, without a name, and may do what the customer's user may."""
    rights = acl.words(service.settings.get(acl.NAME, ""), service.version)
    if not rights:
        return f"requirepass {service.password}"
    return " ".join(["user default on", f">{service.password}", *rights])
