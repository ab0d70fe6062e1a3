"""What the `mongodb` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from typing import Any, Optional

from farhand.checks import _raw, _service_paste
from farhand.checks._advertised import outcome, read_at
from farhand.checks._mongodb import asks, named, told
from farhand.checks._mongodb.spoken import SPOKEN, Wanted, is_srv, tls_settings, wanted
from farhand.checks._raw import Heard
from farhand.checks._service_paste import Part
from farhand.checks._settled import settled
from farhand.model import Seen
from farhand.wire import mongodb

#: The numbers of the questions behind hello: the login's, and the first behind that.
KNOWN, START, CONTINUE, LAST, FIRST = 2, 5, 6, 7, 11
_SCRAM = ("SCRAM-SHA-256", "SCRAM-SHA-1")
Docs = Mapping[int, Mapping[str, Any]]


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _begun(text)
    if part is None:
        return
    place = {**part.place, **_server(text)}
    asked = wanted(part.target, part.settings, _txt(text))
    talks = _raw.talks(part.lines)
    docs = mongodb.answers(talks.get("hello", Heard()).data)
    facts = {**place, **_hello(part, docs, talks)}
    yield Seen("hello", facts)
    if facts["answer"] == "ok":
        tested = part.settings.get("tested") or ()
        yield Seen("version", {**place, **told.version(docs.get(2, {}), facts, tested)})
        if not facts.get("legacy"):
            yield from _inside(part, place, asked, facts, talks)


def _begun(text: str) -> Generator[Seen, None, Optional[Part]]:
    """The stages before the protocol's own, with `srv` behind `config`."""
    steps = _service_paste.begin(text, "mongodb", SPOKEN, tls_settings)
    while True:
        try:
            seen = next(steps)
        except StopIteration as end:
            made: Optional[Part] = end.value
            return made
        yield seen
        if seen.stage == "config" and not seen.unknown:
            found = _srv(text)
            if found:
                yield found
            if found and not found.facts.get("not_applicable") and not named.usable(found.facts):
                return None


def _srv(text: str) -> Optional[Seen]:
    """What was said to the question for the SRV record; None where it was not come to."""
    known = settled(text)
    if known is None or known.target is None:
        return None
    if not is_srv(known.target):
        return Seen("srv", {"not_applicable": "the address names its hosts itself"})
    rows = [line.split() for line in text.replace("\r", "").split("\n") if line.startswith("srv ")]
    rows = [row for row in rows if len(row) >= 4]
    asked: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = asked.setdefault(row[1], {"server": row[1], "result": "", "hosts": 0})
        one["result"] = one["result"] or (row[3] if row[2] == "is" else "")
        one["hosts"] += row[2] == "host"
    hosts = [(row[3], int(row[4])) for row in rows if row[2] == "host" and len(row) == 5 and _is_port(row[4])]
    if not asked:
        return Seen("srv", unknown="no tool here asks for SRV records: neither dig, python3 nor nslookup")
    txt = _txt(text)
    return Seen("srv", named.facts_of(known.target, list(asked.values()), hosts, [txt] if txt else []))


def _is_port(word: str) -> bool:
    return word.isdecimal() and len(word) < 6


def _txt(text: str) -> str:
    found = re.search(r"^txt \S+ text (.{1,500})$", text, re.MULTILINE)
    return found.group(1).strip() if found else ""


def _server(text: str) -> dict[str, Any]:
    """Which of several servers accepted."""
    found = re.search(r"^server (\S+) (\d{1,5})$", text, re.MULTILINE)
    return {"host": found.group(1), "port": int(found.group(2))} if found else {}


def _hello(part: Part, docs: Docs, talks: Mapping[str, Heard]) -> dict[str, Any]:
    if 1 in docs:
        return told.hello(docs[1])
    old = mongodb.answers(talks.get("old", Heard()).data)
    if 1 in old:
        return told.hello(old[1], legacy=True)
    return part.broken(SPOKEN, talks.get("hello", Heard()).end or "mute")


def _inside(
    part: Part, place: Mapping[str, Any], asked: Wanted, facts: Mapping[str, Any], talks: Mapping[str, Heard]
) -> Iterator[Seen]:
    yield _members(part, place, asked, facts)
    if facts["part"] in ("ghost", "arbiter"):
        return
    if "no tool for the login" in part.lines:
        yield Seen("login", unknown="a login to MongoDB needs python3 on this host, or Farhand itself")
        return
    heard = talks.get("login", Heard())
    docs = mongodb.answers(heard.data)
    row = _login(asked, docs, heard.end)
    yield Seen("login", {**place, **row})
    if row["answer"] not in ("ok", "none"):
        return
    by_name = {name: docs[n] for n, (name, _) in enumerate(asks.rights(asked), FIRST) if n in docs}
    if by_name:
        yield Seen("rights", {**place, **told.rights(asked, by_name)})
    else:
        yield Seen("rights", {**place, "answer": heard.end or "mute"})


def _login(asked: Wanted, docs: Docs, end: str) -> dict[str, Any]:
    sources = asked.sources if asked.user else ()
    facts = told.login(asked, [told.known_mechanisms(docs.get(KNOWN + n, {})) for n in range(len(sources))])
    if "answer" in facts:
        return facts
    if facts["mechanism"] not in _SCRAM:
        return {**facts, "answer": "unspoken"}
    for number in (START, CONTINUE):
        if number not in docs:
            return {**facts, "answer": end or "mute"}
        if told.error(docs[number]):
            return {**facts, **told.error(docs[number])}
    return {**facts, **(told.error(docs.get(LAST, {"ok": 1})) or {"answer": "ok"})}


def _members(part: Part, place: Mapping[str, Any], asked: Wanted, facts: Mapping[str, Any]) -> Seen:
    if asked.balanced or facts["part"] == "balancer":
        return Seen("set", {"not_applicable": "a load balancer stands before it"})
    alone = asked.direct or facts["part"] not in ("primary", "secondary", "other", "arbiter")
    names = [] if alone else told.others(facts, (place["host"], place["port"]))
    settings = {**tls_settings(part.target.query), **part.settings}
    tried = [_member(part, told.place_of(name), settings) for name in names]
    return Seen("set", {**place, **told.topology(facts, asked, tried)})


def _member(part: Part, where: tuple[str, int], settings: Mapping[str, Any]) -> dict[str, Any]:
    host, port = where
    name = f"{host}:{port}"
    found = outcome({"host": host, "port": port}, list(read_at(part, name, "mongodb", settings)))
    if not found.get("open"):
        return found
    begin = f"at {name} "
    lines = [line[len(begin) :] for line in part.lines if line.startswith(begin)]
    doc = mongodb.answers(_raw.talks(lines).get("hello", Heard()).data).get(1)
    return {**found, **(told.as_member(told.hello(doc)) if doc else {"silent": True})}
