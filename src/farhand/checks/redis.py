"""Does Redis answer, let the app in, take its writes, and have room for its clients and keys?

A PING that is answered says little: a replica, a full memory or a failed snapshot refuse only writes, an
ACL refuses only some commands, and a client limit is met only under load.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from farhand.checks import _driver, config, dns, tcp
from farhand.checks._redis import judge as means
from farhand.checks._redis import look as see
from farhand.checks._redis.broken import takes_plain
from farhand.checks._redis.command import command, read
from farhand.checks._redis.examples import EXAMPLES
from farhand.checks._redis.place import Place
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict
from farhand.target import Target
from farhand.wire.tcp import Conn, Late

STAGES = ("config", "dns", "tcp", "tls", "hello", "login", "role", "version", "capacity", "driver")
OWN = ("tls", "hello", "login", "role", "version", "capacity", "driver")
SETTINGS = (
    "read_only",
    "cluster",
    "commands",
    "key_prefix",
    "ca_file",
    "cert_file",
    "key_file",
    "verify",
    "server_name",
    "client",
    "driver",
)

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]

_TLS_SCHEMES = ("rediss", "valkeys")


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    wanted = _wanted(look, target)
    place = yield from _reach(look, target)
    if place is None:
        return
    conn = yield from _open(look, target, place)
    if conn is None:
        return
    with conn:
        told = yield from _talk(look, place, conn, wanted)
    yield from tcp.lost(look, place.host, place.address, place.port, conn)
    if told:
        yield from _driver.redis(look, target, place, place.facts())


def _wanted(look: Look, target: Target) -> see.Wanted:
    settings = look.need.settings
    commands = settings.get("commands")
    number = str(
        target.query.get("db") or settings.get("db") or ("" if target.socket else target.path.strip("/"))
    )
    prefix = settings.get("key_prefix")
    return see.Wanted(
        user=target.user,
        password=target.password or str(target.query.get("password") or ""),
        database=int(number) if number.isdigit() and len(number) < 9 else 0,
        read_only=settings.get("read_only") is True,
        cluster=settings.get("cluster") is True,
        commands=tuple(map(str, commands))[:50] if isinstance(commands, (list, tuple)) else (),
        key=f"{prefix}farhand-check" if isinstance(prefix, str) and prefix else see.KEY,
        prefix=prefix if isinstance(prefix, str) else "",
    )


def _reach(look: Look, target: Target) -> Generator[Seen, None, Place | None]:
    tls = target.scheme in _TLS_SCHEMES
    if target.socket:
        yield Seen("dns", {"not_applicable": "a Unix socket"})
        yield Seen("tcp", {"not_applicable": "a Unix socket"})
        return Place(socket=target.socket)
    port = target.port or 6379
    addresses = yield from dns.resolve(look, target.host)
    if not addresses:
        return None
    opened = yield from tcp.connect(look, target.host, addresses, port)
    return Place(target.host, opened[0], port, tls=tls) if opened else None


def _open(look: Look, target: Target, place: Place) -> Generator[Seen, None, Conn | None]:
    """The connection on which Redis is spoken; yields the `tls` stage."""
    if place.tls:
        return (yield from _secured(look, target, place))
    yield Seen(
        "tls",
        {
            "not_applicable": "a Unix socket"
            if place.socket
            else f"{target.scheme or 'redis'}:// is without TLS"
        },
    )
    try:
        return place.open(look.stage())
    except OSError as error:
        answer = "reset" if error.errno in (104, 32) else "mute" if isinstance(error, Late) else "unreachable"
        yield Seen("hello", {**place.facts(), "answer": answer, "errno": error.errno or 0})
        return None


def _secured(look: Look, target: Target, place: Place) -> Generator[Seen, None, Conn | None]:
    """TLS as the tls check looks at it; where it fails, a plain PING may tell why."""
    from farhand.checks import tls

    settings = tls.filled(look)
    words = {
        "ssl_cert_reqs": "verify",
        "ssl_ca_certs": "ca_file",
        "ssl_certfile": "cert_file",
        "ssl_keyfile": "key_file",
    }
    for theirs, ours in words.items():
        if target.query.get(theirs):
            settings.setdefault(ours, target.query[theirs])
    steps = tls.secure(look, (place.address, place.port), place.host, settings)
    while True:
        try:
            seen = next(steps)
        except StopIteration as end:
            made: Conn | None = end.value
            return made
        if seen.facts.get("result") in ("silent", "closed", "reset", "not_tls") and takes_plain(look, place):
            seen = Seen("tls", {**place.facts(), "plain_redis": True, "result": seen.facts["result"]})
        yield seen


def _talk(look: Look, place: Place, conn: Any, wanted: see.Wanted) -> Generator[Seen, None, bool]:
    """Yields what one connection tells; False where it broke off."""
    if not (yield from see.hello(look, place, conn)):
        return False
    if not (yield from see.login(look, place, conn, wanted)):
        return False
    info = yield from see.role(look, place, conn, wanted)
    if info is None:
        return False
    if info:
        version = info.get("valkey_version") or info.get("redis_version", "")
        yield Seen("version", {**place.facts(), "version": version, "tested": list(look.need.tested)})
        yield see.capacity(look, place, info)
    else:
        yield Seen("version", {"not_applicable": "this user may not ask INFO"})
        yield Seen("capacity", {"not_applicable": "this user may not ask INFO"})
    return True


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
