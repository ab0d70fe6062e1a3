"""What the `etcd` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks import _raw, _service_paste
from farhand.checks._etcd import facts as of
from farhand.checks._etcd.look import NO_GATEWAY
from farhand.checks._etcd.spoken import SPOKEN, Wanted, wanted
from farhand.checks._http.paste import clock
from farhand.checks._raw import Heard
from farhand.checks._service_paste import Part
from farhand.model import Seen
from farhand.wire import http
from farhand.wire.http import Answer


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.begin(text, "etcd", SPOKEN)
    if part is None:
        return
    talks = _raw.talks(part.lines)
    hello = _hello(part, talks.get("version", Heard()))
    yield Seen("hello", hello)
    if hello["answer"] != "ok":
        return
    tested = part.settings.get("tested")
    tested = list(tested) if isinstance(tested, (list, tuple)) else []
    yield Seen("version", {**part.place, "version": hello["version"], "tested": tested})
    yield from _cluster(part, talks)
    if "read" not in talks and "login" not in talks and "health" not in talks:
        return
    yield from _app(part, talks, wanted(part.target, part.settings))


def _hello(part: Part, heard: Heard) -> dict[str, Any]:
    facts = {**part.place, "run_by": part.settings.get("run_by", "")}
    answer = http.parse(heard.data)
    if not answer.status:
        return {**facts, **part.broken(SPOKEN, heard.end or "closed")}
    told = of.hello(answer)
    sniffed = _raw.sniffed(part.lines, SPOKEN.name)
    if told["answer"] == "http" and told["status"] == 400 and sniffed and sniffed.takes_tls:
        return {**facts, "answer": "closed", "takes_tls": True}
    head = [(f"HTTP/1.1 {answer.status}", {k.lower(): v for k, v in answer.headers})]
    return {**facts, **told, **clock(part.lines, head, facts)}


def _cluster(part: Part, talks: Mapping[str, Heard]) -> Iterator[Seen]:
    if "status" not in talks:
        return
    answer = http.parse(talks["status"].data)
    facts = of.status(answer) if answer.status else {"answer": talks["status"].end or "closed"}
    if "health" in talks:
        more = http.parse(talks["health"].data)
        facts.update(of.health(more) if more.status else {})
    yield Seen("cluster", {**part.place, **facts})


def _app(part: Part, talks: Mapping[str, Heard], asked: Wanted) -> Iterator[Seen]:
    facts = {**part.place, "user": asked.user}
    if "login" in talks:
        yield Seen("login", {**facts, **_told(talks["login"], of.no)})
    elif "read" in talks:
        yield Seen("login", {**facts, "answer": "none", "certificate": asked.certificate})
    elif facts["user"] or asked.prefix:
        yield Seen("keys", dict(part.place), unknown=NO_GATEWAY)
    if "read" not in talks:
        return
    facts.update(prefix=asked.prefix, certificate=asked.certificate)
    told = _told(talks["read"], of.count)
    if "write" in talks:
        told = {**told, **_told(talks["write"], of.no)}
    yield Seen("keys", {**facts, **told, "step": "write" if "write" in talks else "read"})


def _told(heard: Heard, meant: Any) -> dict[str, Any]:
    answer: Answer = http.parse(heard.data)
    if not answer.status:
        return {"answer": heard.end or "closed"}
    return meant(answer) or {"answer": "ok"}
