"""Does Redis answer, let the app in, take its writes, and have room for its clients and keys?

A PING that is answered says little: a replica, a full memory or a failed snapshot refuse only writes, an
ACL refuses only some commands, and a client limit is met only under load.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from farhand.checks import _driver, _service, config, tcp
from farhand.checks._redis import judge as means
from farhand.checks._redis import look as see
from farhand.checks._redis import words
from farhand.checks._redis.command import command
from farhand.checks._redis.examples import EXAMPLES
from farhand.checks._redis.paste import TLS_WORDS, read
from farhand.checks._redis.spoken import SPOKEN
from farhand.checks._service import Place
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict
from farhand.target import Target

#: The first and the last line of what the command prints, by which a raw output is seen to be whole.
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
    tls = target.scheme in _TLS_SCHEMES
    met = yield from _service.reach(look, target, SPOKEN, tls, _tls_settings(look, target))
    if met is None:
        return
    place, conn = met
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
        key=f"{prefix}farhand-check" if isinstance(prefix, str) and prefix else words.KEY,
        prefix=prefix if isinstance(prefix, str) else "",
    )


def _tls_settings(look: Look, target: Target) -> dict[str, Any]:
    """The settings for TLS; redis-py takes them from the address, too."""
    from farhand.checks import tls

    settings = tls.filled(look)
    for theirs, ours in TLS_WORDS.items():
        if target.query.get(theirs):
            settings.setdefault(ours, target.query[theirs])
    return settings


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
