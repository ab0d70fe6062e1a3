"""What the `ldap` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from farhand.checks import _raw, _service_paste
from farhand.checks._ldap import told
from farhand.checks._ldap.spoken import SPOKEN
from farhand.checks._ldap.wanted import Wanted, wanted
from farhand.checks._service_paste import Part
from farhand.model import Seen
from farhand.wire import ldap
from farhand.wire.ldap import Message


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.begin(text, "ldap", SPOKEN)
    if part is None:
        return
    asked = wanted(part.settings, part.target)
    talks = _raw.talks(part.lines)
    begun, post = talks.get("starttls"), talks.get("post", _raw.Heard())
    if begun:
        yield Seen("hello", {**told.hello(part.place, asked), **_no_starttls(part, begun)})
    else:
        yield from _posted(part, asked, post)


def _no_starttls(part: Part, heard: _raw.Heard) -> dict[str, Any]:
    said = ldap.messages(heard.data)
    return told.refused("StartTLS", said[0]) if said else part.broken(SPOKEN, _end(heard))


def _end(heard: _raw.Heard) -> str:
    return heard.end if heard.end in ("closed", "reset", "mute") else "closed"


def _posted(part: Part, asked: Wanted, heard: _raw.Heard) -> Iterator[Seen]:
    said = ldap.messages(heard.data)
    hello = told.hello(part.place, asked)
    result = _result(said, 1)
    if result is None:
        hello.update(part.broken(SPOKEN, _end(heard)))
    else:
        hello.update(told.about(result, _entries(said, 1)))
    yield Seen("hello", hello)
    if not told.goes_on(hello, asked):
        return
    login = told.login(part.place, asked, part.head.get("password") == "1")
    login.update(_login(asked, _result(said, 2), _end(heard)))
    yield Seen("login", login)
    if login["answer"] in ("ok", "none"):
        yield Seen("base", {**told.base(part.place, asked), **_base(asked, said, _end(heard))})


def _login(asked: Wanted, result: Message | None, end: str) -> dict[str, Any]:
    if not asked.user:
        return {"answer": "none"}
    if result is None:
        return {"answer": end}
    return told.refused("bind", result) if result.code else {"answer": "ok"}


def _base(asked: Wanted, said: Sequence[Message], end: str) -> dict[str, Any]:
    if not asked.base:
        return {}
    result = _result(said, 3)
    return told.found(result, _entries(said, 3)) if result else {"answer": end}


def _result(said: Sequence[Message], number: int) -> Message | None:
    """The result of that question, or the notice with which the server hung up (RFC 4511, 4.4.1)."""
    mine = next((m for m in said if m.is_result and m.number == number), None)
    return mine or next((m for m in said if m.is_result and m.number == 0), None)


def _entries(said: Sequence[Message], number: int) -> list[Message]:
    return [m for m in said if not m.is_result and m.number == number]
