"""What an interrupted conversation with a Redis tells: is it TLS that is wanted, or another protocol?"""

from __future__ import annotations

from typing import Any

from farhand.checks._redis.place import Place
from farhand.look import Look
from farhand.wire import resp
from farhand.wire.resp import NotRedis
from farhand.wire.speaker import coax, knows_postgres, speaker, takes_tls
from farhand.wire.tcp import Closed, Late, TooMuch, open_tcp

BROKEN = (NotRedis, Closed, Late, TooMuch, OSError)


def broken(error: BaseException, look: Look, place: Place, said_before: bool = False) -> dict[str, Any]:
    """Facts for a conversation that broke off. `said_before`: it had spoken Redis: look for nothing else."""
    if isinstance(error, NotRedis):
        return _other(error.got)
    if isinstance(error, (Closed, Late, TooMuch)) and speaker(error.got):
        return _other(error.got)
    facts: dict[str, Any] = {"answer": _word(error)}
    if isinstance(error, OSError) and error.errno:
        facts["errno"] = error.errno
    if not said_before and place.address and not place.tls:
        facts.update(_what_else(look, place, facts["answer"]))
    return facts


def _word(error: BaseException) -> str:
    if isinstance(error, Late):
        return "mute"
    if isinstance(error, Closed):
        return "closed"
    if isinstance(error, TooMuch):
        return "flood"
    return "reset" if getattr(error, "errno", 0) in (104, 32) else "error"


def _other(got: bytes) -> dict[str, Any]:
    text = got[:60].decode("latin-1")
    said = "".join(c if " " <= c <= "~" else "." for c in text).strip()
    return {"answer": "other", "speaker": speaker(got), "said": said}


def _what_else(look: Look, place: Place, answer: str) -> dict[str, Any]:
    """Not a word of Redis: is it another protocol, or TLS that is wanted?"""
    if answer not in ("closed", "reset", "mute"):
        return {}
    said = coax(place.address, place.port, look.stage(1.0))
    if said and speaker(said) != "TLS":
        return _other(said)
    if not said and answer != "mute" and knows_postgres(place.address, place.port, look.stage(1.0)):
        return {"answer": "other", "speaker": "PostgreSQL", "said": ""}
    return {"takes_tls": True} if takes_tls(place.address, place.port, place.host, look.stage(1.5)) else {}


def takes_plain(look: Look, place: Place) -> bool:
    """True where a plain PING is answered in Redis's own words."""
    try:
        with open_tcp(place.address, place.port, look.stage(1.5)) as conn:
            reply = resp.call(conn, "PING")
    except BROKEN:
        return False
    return reply == "PONG" or isinstance(reply, resp.Error)
