"""How the etcd check looks: version, status, login, and its keys. Nothing is written, no value is read."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Optional

from farhand.checks import _asked, _service, http
from farhand.checks._etcd import facts as of
from farhand.checks._etcd.spoken import (
    HEALTH,
    LOGIN,
    READ,
    SPOKEN,
    STATUS,
    VERSION,
    WRITE,
    Wanted,
    read_of,
    write_of,
)
from farhand.checks._service import BROKEN, Place
from farhand.look import Look
from farhand.model import Seen
from farhand.wire.http import Answer, Request
from farhand.wire.speaker import takes_tls
from farhand.wire.tcp import Conn

#: Why login and keys are not asked.
NO_GATEWAY = "login and keys cannot be asked: this etcd's gateway for JSON is switched off"


@dataclass(frozen=True)
class Line:
    """Where and how is asked; `headers` hold the token once there is one."""

    look: Look
    place: Place
    settings: Mapping[str, Any]

    def get(self, path: str, conn: Optional[Conn] = None) -> Answer:
        request = Request(path, _asked.authority(self.place))
        return _asked.ask(self.look, self.place, conn, request, self.settings)

    def post(self, path: str, body: Mapping[str, Any], token: str = "") -> Answer:
        headers = {"Authorization": token} if token else {}
        request = _asked.post(path, self.place, body, headers)
        return _asked.ask(self.look, self.place, None, request, self.settings)

    def broken(self, error: BaseException) -> dict[str, Any]:
        """Facts for a question that was not answered, after others were."""
        return _service.broken(error, self.look, self.place, SPOKEN, said_before=True)


def hello(line: Line, conn: Conn) -> Generator[Seen, None, bool]:
    """Yields `hello` and `version`; False where it is not etcd."""
    look, place = line.look, line.place
    try:
        answer = line.get(VERSION, conn)
        facts = {**of.hello(answer), **http.clock_of(look, answer)}
    except BROKEN as error:
        facts = _service.broken(error, look, place, SPOKEN)
    odd = facts["answer"] == "http" and facts["status"] == 400 and not place.tls
    # A TLS port may have understood that HTTP was spoken, as Go's and nginx's do.
    if odd and takes_tls(place.address, place.port, place.host, look.stage(1.5)):
        facts = {"answer": "closed", "takes_tls": True}
    yield Seen("hello", {**place.facts(), "run_by": look.need.run_by, **facts})
    if facts["answer"] != "ok":
        return False
    yield Seen("version", {**place.facts(), "version": facts["version"], "tested": list(look.need.tested)})
    return True


def cluster(line: Line, wanted: Wanted) -> Generator[Seen, None, Optional[dict[str, Any]]]:
    """Yields `cluster`; None where no more can be asked."""
    facts: dict[str, Any]
    try:
        facts = of.status(line.post(STATUS, {}))
        if facts.get("answer") != "ok":  # /health needs neither the gateway nor a login
            facts.update(of.health(line.get(HEALTH)))
    except BROKEN as error:
        facts = line.broken(error)
    yield Seen("cluster", {**line.place.facts(), **facts})
    if facts.get("gateway") is False and facts.get("health") == "true":
        yield from unasked(line, wanted)
    usable = facts.get("answer") in ("ok", "refused") and facts.get("leader", True)
    return facts if usable else None


def unasked(line: Line, wanted: Wanted) -> Iterator[Seen]:
    """Where only /health tells something: what the app needs beyond that could not be looked at."""
    if wanted.user or wanted.prefix:
        yield Seen("keys", line.place.facts(), unknown=NO_GATEWAY)


def login(line: Line, wanted: Wanted) -> Generator[Seen, None, Optional[str]]:
    """Yields `login`; returns the token ("" where none is needed), or None."""
    facts = {**line.place.facts(), "user": wanted.user}
    if not wanted.user:
        yield Seen("login", {**facts, "answer": "none", "certificate": wanted.certificate})
        return ""
    try:
        answer = line.post(LOGIN, {"name": wanted.user, "password": wanted.password})
        token = str(_asked.document(answer).get("token") or "")
        line.look.secrets.update([token] if token else [])
        told = of.no(answer) or {"answer": "ok"}
    except BROKEN as error:
        told, token = line.broken(error), ""
    yield Seen("login", {**facts, **told})
    off = told.get("code") == 9  # the login is switched off
    return token if told["answer"] == "ok" or off else None


def keys(line: Line, wanted: Wanted, token: str) -> Seen:
    """May its keys be read and written, and does a majority of the cluster answer?"""
    facts = {
        **line.place.facts(),
        "user": wanted.user,
        "prefix": wanted.prefix,
        "certificate": wanted.certificate,
    }
    step = "read"
    try:
        told = of.count(line.post(READ, read_of(wanted.prefix), token))
        if told["answer"] == "ok" and wanted.prefix and wanted.writes:
            step = "write"
            told = {**told, **of.no(line.post(WRITE, write_of(wanted.prefix), token))}
    except BROKEN as error:
        told = line.broken(error)
    return Seen("keys", {**facts, **told, "step": step})
