"""What the `memcached` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks import _raw, _service_paste
from farhand.checks._memcached import told
from farhand.checks._memcached.spoken import SPOKEN
from farhand.checks._service_paste import Part
from farhand.model import Seen
from farhand.wire import memcached


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.begin(text, "memcached", SPOKEN)
    if part is None:
        return
    talks = _raw.talks(part.lines)
    met, post = talks.get("meet", _raw.Heard()), talks.get("post")
    hello = {**part.place, "user": part.target.user, **_hello(part, met)}
    yield Seen("hello", hello)
    if post and hello["answer"] in ("ok", "login_wanted"):
        yield from _posted(part, post, hello["answer"] == "login_wanted")


def _lines(heard: _raw.Heard) -> list[str]:
    return heard.data.decode("utf-8", "replace").replace("\r", "").split("\n")


def _hello(part: Part, met: _raw.Heard) -> dict[str, Any]:
    first = _lines(met)[0]
    if memcached.knows(first):
        return told.hello(first)
    if any(line.startswith("sniff binary " + memcached.BINARY_ANSWER.hex()) for line in part.lines):
        return {"answer": "binary"}
    return part.broken(SPOKEN, met.end or "closed")


def _posted(part: Part, post: _raw.Heard, wanted: bool) -> Iterator[Seen]:
    lines, given = _lines(post), part.head.get("password") == "1"
    login: dict[str, Any] = {**part.place, "user": part.target.user, "password_given": given}
    answer = (
        told.login(lines[0])
        if wanted and lines[0]
        else {"answer": post.end}
        if wanted
        else {"answer": "none"}
    )
    yield Seen("login", {**login, **answer})
    if answer["answer"] in ("ok", "none"):
        pools = {name: _number(part.settings.get(name)) for name in ("pool_size", "processes")}
        yield Seen("capacity", {**part.place, **pools, **told.capacity(memcached.counted(lines))})


def _number(said: object) -> int | None:
    return int(str(said)) if str(said).isdigit() and len(str(said)) < 9 else None
