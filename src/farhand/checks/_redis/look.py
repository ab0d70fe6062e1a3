"""How the redis check looks: one connection, from PING to the limits. Nothing is ever written.

Whether a write would be taken is asked with MULTI, the command, DISCARD: the server checks rights,
memory, persistence, replica and slot when it queues a command, and DISCARD throws it away.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

from farhand.checks._redis import told
from farhand.checks._redis.spoken import SPOKEN
from farhand.checks._redis.words import ARGUMENTS, KEY, READS, WRITES
from farhand.checks._service import BROKEN, Place, broken
from farhand.look import Look
from farhand.model import Seen
from farhand.wire import resp
from farhand.wire.resp import Error
from farhand.wire.tcp import SMALL, Conn, open_tcp


@dataclass(frozen=True)
class Wanted:
    """What the declaration asks for."""

    user: str = ""
    password: str = ""
    database: int = 0
    read_only: bool = False
    cluster: bool = False
    commands: tuple[str, ...] = ()
    key: str = KEY
    prefix: str = ""  # as declared: what the server says of `key` then holds for the app's keys as well


def hello(look: Look, place: Place, conn: Conn) -> Generator[Seen, None, bool]:
    """PING before any login; yields the `hello` stage. True: go on."""
    facts = place.facts()
    conn.deadline = look.stage()
    begun = time.monotonic()
    try:
        reply = resp.call(conn, "PING")
    except BROKEN as error:
        yield Seen("hello", {**facts, **broken(error, look, place, SPOKEN)})
        return False
    facts["ms"] = round((time.monotonic() - begun) * 1000, 1)
    if isinstance(reply, Error):
        yield Seen("hello", {**facts, "answer": "error", "code": reply.code, "message": str(reply)[:200]})
        return reply.code in ("NOAUTH", "NOPERM") or reply.startswith("ERR operation not permitted")
    yield Seen("hello", {**facts, "answer": "pong" if reply == "PONG" else "other", "said": str(reply)[:60]})
    return bool(reply == "PONG")


def login(look: Look, place: Place, conn: Conn, wanted: Wanted) -> Generator[Seen, None, bool]:
    """AUTH and SELECT as the app's driver sends them; yields the `login` stage. True: go on."""
    facts = {
        **place.facts(),
        "user": wanted.user,
        "password_given": bool(wanted.password),
        "database": wanted.database,
    }
    conn.deadline = look.stage()
    try:
        facts.update(_login(conn, wanted))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    yield Seen("login", facts)
    return facts.get("answer") == "ok"


def _login(conn: Conn, wanted: Wanted) -> dict[str, Any]:
    if wanted.password:
        words = [word for word in (wanted.user, wanted.password) if word]
        reply = resp.call(conn, "AUTH", *words)
        if isinstance(reply, Error):
            return {
                "answer": "error",
                "asked": "AUTH",
                "code": reply.code,
                "message": _without(reply, wanted),
            }
    ping = resp.call(conn, "PING")
    if isinstance(ping, Error) and ping.code != "NOPERM":
        return {"answer": "error", "asked": "PING", "code": ping.code, "message": str(ping)[:200]}
    if wanted.database:
        reply = resp.call(conn, "SELECT", str(wanted.database))
        if isinstance(reply, Error):
            return {"answer": "error", "asked": "SELECT", "code": reply.code, "message": str(reply)[:200]}
    return {"answer": "ok"}


def _without(reply: Error, wanted: Wanted) -> str:
    return str(reply).replace(wanted.password, "***")[:200] if len(wanted.password) > 3 else str(reply)[:200]


def role(
    look: Look, place: Place, conn: Conn, wanted: Wanted
) -> Generator[Seen, None, Mapping[str, Any] | None]:
    """What kind of server, and would it take what the app does? Yields the `role` stage."""
    facts: dict[str, Any] = {
        **place.facts(),
        "user": wanted.user or "default",
        "declared_read_only": wanted.read_only,
        "declared_cluster": wanted.cluster,
        **({"key_prefix": wanted.prefix} if wanted.prefix else {}),
    }
    conn.deadline = look.stage()
    try:
        info = _info(conn)
        facts.update(told.kind(info))
        if info.get("redis_mode") == "cluster" or wanted.cluster:
            facts["cluster"] = told.cluster(resp.call(conn, "CLUSTER", "INFO"))
        facts["reads"] = _queued(conn, READS, wanted.key)
        if not wanted.read_only:
            facts["writes"] = _queued(conn, WRITES, wanted.key)
        facts["declared"] = {name: _permitted(conn, name, wanted.key) for name in wanted.commands}
        facts.update(_clock(look, conn))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
        if facts["answer"] == "mute":
            facts["small_segments"] = _with_small_segments(look, place, wanted)
        yield Seen("role", facts)
        return None
    yield Seen("role", facts)
    return info


def _with_small_segments(look: Look, place: Place, wanted: Wanted) -> bool:
    """Does the long answer to INFO come where no packet is larger than a tunnel takes?"""
    if place.socket or place.tls:
        return False
    try:
        with open_tcp(place.address, place.port, look.stage(2.0), mss=SMALL) as conn:
            return _login(conn, wanted)["answer"] == "ok" and bool(_info(conn))
    except BROKEN:
        return False


def _info(conn: Conn) -> dict[str, str]:
    """INFO as a mapping; empty where it is forbidden."""
    reply = resp.call(conn, "INFO")
    if not isinstance(reply, str) or isinstance(reply, Error):
        return {}
    return told.info(reply)


def _queued(conn: Conn, commands: tuple[tuple[str, ...], ...], key: str) -> dict[str, str]:
    """Each command's answer when queued: "ok" or the error's words. Empty where MULTI is not allowed."""
    found: dict[str, str] = {}
    for words in commands:
        answer = queued(conn, words[0], key, *words[2:])
        if answer is None:
            return {}
        found[words[0]] = answer
        if answer == "ok" and words[0] in ("SET", "GET"):
            break  # the plainest of them works: the others need not be asked
        if answer != "ok" and not answer.startswith("NOPERM"):
            break  # not a matter of rights: it is the same for all
    return found


def queued(conn: Conn, *words: str) -> str | None:
    """Would this be taken? None where it cannot be asked. Nothing is done."""
    if isinstance(resp.call(conn, "MULTI"), Error):
        return None
    reply = resp.call(conn, *words)
    resp.call(conn, "DISCARD")
    return str(reply)[:200] if isinstance(reply, Error) else "ok"


def _permitted(conn: Conn, name: str, key: str) -> str:
    """May this user run the declared command? "ok", the error's words, or "unknown command"."""
    upper = name.upper()
    if upper in ARGUMENTS:
        return queued(conn, upper, key, *ARGUMENTS[upper]) or "?"
    for count in range(1, 5):  # the number of arguments is looked at before the rights are
        answer = queued(conn, *upper.split(), *([key] + ["1"] * count)[:count]) or "?"
        if "wrong number of arguments" not in answer:
            return answer
    return "?"


def _clock(look: Look, conn: Conn) -> dict[str, Any]:
    begun, before = time.time(), time.monotonic()
    reply = resp.call(conn, "TIME")
    took = time.monotonic() - before
    if not isinstance(reply, list) or len(reply) != 2 or not all(str(part).isdigit() for part in reply):
        return {}
    theirs = int(reply[0]) + int(reply[1]) / 1e6
    offset = begun + took / 2 - theirs
    return {
        "peer_clock": {
            "peer": look.need.name,
            "offset_s": round(offset, 3),
            "error_s": round(took / 2 + 0.001, 3),
        }
    }


def capacity(look: Look, place: Place, info: Mapping[str, str]) -> Seen:
    """Memory, clients and snapshots, from INFO alone: CONFIG is often forbidden."""
    return Seen(
        "capacity",
        {
            **place.facts(),
            **told.numbers(info),
            "pool_size": look.need.pool_size,
            "processes": look.need.processes,
        },
    )
