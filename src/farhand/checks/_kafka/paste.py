"""What the `kafka` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any, Optional

from farhand.checks import _advertised, _raw, _service_paste
from farhand.checks._kafka import told
from farhand.checks._kafka.spoken import SPOKEN, TLS_WORDS, Wanted, wanted
from farhand.checks._raw import Heard
from farhand.checks._service_paste import Part
from farhand.model import Seen
from farhand.wire import kafka


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.begin(text, "kafka", SPOKEN, TLS_WORDS)
    if part is None:
        return
    asked = wanted(part.target, part.settings)
    place = {**part.place, **_server(text)}
    talks = _raw.talks(part.lines)
    facts = _hello(part, place, talks.get("versions", Heard()))
    yield Seen("hello", facts)
    if facts["answer"] == "ok":
        yield from _inside(part, place, asked, facts, talks)


def _server(text: str) -> dict[str, Any]:
    """Which of several bootstrap servers accepted."""
    found = re.search(r"^server (\S+) (\d{1,5})$", text, re.MULTILINE)
    return {"host": found.group(1), "port": int(found.group(2))} if found else {}


def answers(data: bytes) -> dict[int, bytes]:
    """Each whole answer without length and number, by its number."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 8 <= len(data):
        size, number = struct.unpack_from(">ii", data, at)
        if not 4 <= size <= len(data) - at - 4:
            break
        found.setdefault(number, data[at + 8 : at + 4 + size])
        at += 4 + size
    return found


def _hello(part: Part, place: dict[str, Any], heard: Heard) -> dict[str, Any]:
    facts = {**place, "tested": list(part.settings.get("tested") or ())}
    try:
        return {**facts, **told.hello(answers(heard.data)[1])}
    except (KeyError, ValueError):
        return {**facts, **part.broken(SPOKEN, heard.end or "mute")}


def _inside(
    part: Part, place: dict[str, Any], asked: Wanted, hello: dict[str, Any], talks: dict[str, Heard]
) -> Iterator[Seen]:
    everything = talks.get("all", Heard())
    got = answers(everything.data)
    login = {**place, "user": asked.user, "protocol": asked.protocol}
    if asked.login:
        login["mechanism"] = asked.mechanism
    shaken = answers(talks.get("shake", Heard()).data).get(2)
    row, unknown = _login(asked, shaken, talks.get("login", Heard()))
    yield Seen("login", {**login, **row}, unknown=unknown)
    if unknown or row.get("answer") != "ok":
        return
    found = None
    base = {**place, "protocol": asked.protocol, **({"offers": row["offers"]} if "offers" in row else {})}
    try:
        found = kafka.metadata(got[4], told.metadata_version(hello))
    except KeyError:
        yield Seen("brokers", {**base, "answer": everything.end or "mute"})
        return
    except ValueError as error:
        yield Seen("brokers", {**base, "answer": "garbled", "says": str(error)[:120]})
        return
    others = told.advertised(found.brokers, (place["host"], place["port"]))
    tried = [told.outcome(one, list(_advertised.read_at(part, one.id, "kafka"))) for one in others]
    yield Seen("brokers", {**base, "answer": "ok", **told.cluster(found, tried)})
    yield _topics(place, asked, found, got.get(5) if hello["groups"] else None)


def _topics(place: dict[str, Any], asked: Wanted, found: kafka.Metadata, group: Optional[bytes]) -> Seen:
    if not asked.topics and not asked.group:
        return Seen("topics", {"not_applicable": "no topic and no group is declared"})
    try:
        code = kafka.group(group) if group and asked.group else None
    except ValueError:
        code = None
    return Seen("topics", {**place, **told.topics(found, asked, code)})


def _login(asked: Wanted, shaken: Optional[bytes], login: Heard) -> tuple[dict[str, Any], str]:
    """Facts of the `login` stage, and why it could not be looked at."""
    try:
        if not asked.login:
            return _unasked(shaken, asked), ""
        if shaken is None:
            return {"answer": "mute"}, ""
        row = told.handshake(shaken, asked)
        if row["answer"] != "ok":
            return row, ""
        if asked.mechanism != "PLAIN":
            return row, f"a login by {asked.mechanism} needs Farhand itself: it is no matter of one message"
        answer = answers(login.data).get(3)
        return (told.refused(answer) or row, "") if answer else ({"answer": login.end or "mute"}, "")
    except ValueError as error:
        return {"answer": "garbled", "says": str(error)[:120]}, ""


def _unasked(shaken: Optional[bytes], asked: Wanted) -> dict[str, Any]:
    if shaken is None:
        return {"answer": "ok"}
    row = told.handshake(shaken, asked)
    return told.offers(row["code"], row["mechanisms"])
