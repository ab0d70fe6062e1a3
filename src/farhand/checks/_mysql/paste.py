"""What the `mysql` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

from farhand.checks import _raw, _sections, _service_paste
from farhand.checks._mysql import ask, look
from farhand.checks._mysql.command import TLS_WORDS
from farhand.checks._mysql.params import MUST, Params, tls_settings
from farhand.checks._mysql.spoken import SPOKEN
from farhand.checks._service_paste import Part
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import App, Dependency, Seen
from farhand.target import database_of
from farhand.wire import mysql
from farhand.wire.mysql import Greeting, Refused
from farhand.wire.tcp import Late

_ERROR = re.compile(r"^ERROR (\d+) \(([0-9A-Z]{5})\)(?: at line (\d+))?: ?(.*)")
_MARK = re.compile(r"^q (\d+)$")
_ESCAPES = {"n": "\n", "t": "\t", "0": "\0", "\\": "\\"}
#: Numbers of the client's own, for a conversation that broke off: no connection, lost, TLS.
_CLIENTS_OWN = range(2000, 2100)


@dataclass
class Answers:
    """What a client printed, as answers to the questions. `first`: the error before any of them."""

    rows: dict[str, Any] = field(default_factory=dict)
    first: Optional[re.Match[str]] = None
    own: str = ""

    def query(self, sql: str) -> list[ask.Row]:
        """Raises Refused as the server did, and Late where no answer was printed."""
        if sql not in self.rows:
            raise Late()
        answer = self.rows[sql]
        if isinstance(answer, Refused):
            raise answer
        return list(answer)


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.reached(text, "mysql", SPOKEN)
    if part is None:
        return
    p = _params(part)
    place = {**part.place, "mode": p.mode, "user": p.user}
    session = _sections.sections(text).get("session")
    answers = _answers(session, p.settings) if session is not None else None
    greeting = yield from _hello(part, place, answers)
    if greeting is None:
        return
    if not (yield from _tls(text, part, p, place, greeting)):
        return
    if answers is None:
        yield Seen("login", unknown="no client here logs in to it: neither mysql nor mariadb")
        return
    yield from _inside(p, place, answers, session or ())


def _params(part: Part) -> Params:
    query = {key.lower().replace("-", "_"): value for key, value in part.target.query.items()}
    files = {ours: query[theirs] for theirs, ours in TLS_WORDS.items() if query.get(theirs)}
    files.update({k: str(part.settings[k]) for k in set(TLS_WORDS.values()) if part.settings.get(k)})
    mode = part.head.get("mode", "disabled")
    return Params(
        part.target.user, "", str(part.settings.get("database") or database_of(part.target)),
        mode, part.head.get("told") == "1", tls_settings(mode, files, part.settings), part.settings,
    )  # fmt: skip


# Before the login --------------------------------------------------------------------------------


def _hello(part: Part, place: Mapping[str, Any], answers: Optional[Answers]) -> Any:
    """Yields `hello`; returns the greeting, or None where there is none."""
    heard = _raw.talks(part.lines).get("greet")
    if heard is None:
        greeting = Greeting("", mysql.TLS, "", b"")
        if answers is None or (not answers.rows and answers.first is None):
            yield Seen(
                "hello", unknown="no tool here speaks to it: neither bash, python3, nc, mysql nor mariadb"
            )
            return None
        yield Seen("hello", {**place, **look.greets(greeting)})
        return greeting
    try:
        greeting = mysql.greeting(heard.data)
    except Refused as error:
        yield Seen("hello", {**place, **look.no(error, Params())})
        return None
    except mysql.NotMysql:
        yield Seen("hello", {**place, **part.broken(SPOKEN, heard.end)})
        return None
    yield Seen("hello", {**place, **look.greets(greeting)})
    return greeting


def _tls(text: str, part: Part, p: Params, place: Mapping[str, Any], greeting: Greeting) -> Any:
    """Yields `tls`; True: go on."""
    if part.target.socket or p.mode == "disabled":
        yield Seen("tls", {"not_applicable": "a Unix socket" if part.target.socket else look.without_tls(p)})
        return True
    if not greeting.offers_tls:
        yield Seen("tls", {**place, "offered": False, "used": False})
        return p.mode not in MUST
    from farhand.checks import tls

    rows = list(tls.read_part(text, {**part.settings, **p.tls}, "mysql"))
    seen = rows[-1] if rows else Seen("tls", unknown="there is no openssl here to shake hands with")
    yield Seen("tls", {**place, "offered": True, **seen.facts}, unknown=seen.unknown)
    return seen.facts.get("result") == "ok" or (bool(seen.unknown) and not p.mode.startswith("verify"))


# The client's answers ----------------------------------------------------------------------------


def _answers(lines: Sequence[str], settings: Mapping[str, Any]) -> Answers:
    asked = ask.questions(settings)
    found, number, block = Answers(), -1, []  # type: ignore[var-annotated]
    for line in lines:
        mark, error = _MARK.match(line), _ERROR.match(line)
        if mark:
            _put(found, asked, number, block)
            number, block = int(mark.group(1)), []
        elif error and number < 0:
            found.first = found.first or error
        elif line.startswith(("client rc=", "clock ", "again ")):
            if line.startswith("client rc=") and not (line.endswith("=124") and not block):
                _put(found, asked, number, block)
            number = -1 if line.startswith("client rc=") else number
        elif line != "q":
            block.append(line)
    return found


def _put(found: Answers, asked: Sequence[str], number: int, block: Sequence[str]) -> None:
    if 0 <= number < len(asked):
        found.rows[asked[number]] = _rows(block)


def _rows(block: Sequence[str]) -> Any:
    """The rows of one question, or its error."""
    error = next((match for match in map(_ERROR.match, block) if match), None)
    if error:
        return _refused(error)
    lines = [line for line in block if line and not line.startswith(("-----", "mysql: [Warning]"))]
    if lines and re.match(r" *[A-Z]\w+: ?", lines[0]) and "\t" not in lines[0]:
        pairs = (line.strip().partition(":") for line in lines)
        return [{key.lower(): _value(value.strip()) for key, _, value in pairs}]
    names = [name.lower() for name in lines[0].split("\t")] if lines else []
    return [dict(zip(names, map(_value, line.split("\t")))) for line in lines[1:]]


def _value(text: str) -> Optional[str]:
    return None if text == "NULL" else re.sub(r"\\([nt0\\])", lambda m: _ESCAPES[m.group(1)], text)


def _refused(error: re.Match[str]) -> Refused:
    return Refused(int(error.group(1)), error.group(2), error.group(4)[:200])


def _inside(p: Params, place: dict[str, Any], answers: Answers, lines: Sequence[str]) -> Iterator[Seen]:
    """The stages from `login` on."""
    facts = {**place, "database": p.database, "password_given": True}
    first = answers.first
    if first and int(first.group(1)) in _CLIENTS_OWN:
        yield _of_client(facts, first)
        return
    if first and (first.group(3) in (None, "1")) and (p.database or first.group(3) is None):
        yield Seen("login", {**facts, **_login(first, answers, lines)})
        return
    if not first and not answers.rows:
        said = next((line for line in lines if line and not line.startswith(("clock ", "client rc="))), "")
        yield Seen("login", facts, unknown=f"the client logged in nowhere: {said[:160]}")
        return
    yield Seen("login", {**facts, "answer": "ok", "method": "by the client"})
    if not answers.rows and first:
        yield Seen("role", {**place, **look.no(_refused(first), p), "asked": "question"})
        return
    yield from _told(p, place, answers, lines)


def _login(first: re.Match[str], answers: Answers, lines: Sequence[str]) -> dict[str, Any]:
    told = {**look.no(_refused(first), Params()), "asked": "database" if first.group(3) else "login"}
    if first.group(3) and told["errno"] in (1044, 1049):
        told["visible"] = ask.visible(answers) if ask.VISIBLE in answers.rows else []
    if any(line == "again 1" for line in lines):
        told["tls_would_pass"] = True
    return told


def _of_client(facts: dict[str, Any], first: re.Match[str]) -> Seen:
    """What the client says of itself: a method of login that it has not, or a connection that broke."""
    number, message = int(first.group(1)), first.group(4)[:200]
    if number in (2013, 2006) and "104" in message:
        return Seen("login", {**facts, "answer": "reset"})
    return Seen("login", facts, unknown=f"the client gets no further, by its own words: {number} {message}")


def _told(p: Params, place: dict[str, Any], answers: Answers, lines: Sequence[str]) -> Iterator[Seen]:
    need = Dependency(
        "mysql", "mysql", p.settings,
        tested=tuple(map(str, p.settings.get("tested") or ())),
        pool_size=_count(p.settings.get("pool_size")), processes=_count(p.settings.get("processes")),
    )  # fmt: skip
    seer = Look(App(""), need, Deadline(1.0))
    try:
        facts = {**place, **ask.role(seer, p, answers, lambda *_: _clock(answers, lines))}
    except Refused as error:
        yield Seen("role", {**place, **look.no(error, p), "asked": "question"})
        return
    except Late:
        yield Seen("role", {**place, "answer": "mute"})
        return
    yield Seen("role", facts)
    if "version" not in facts:
        return
    version = {"version": facts["version"], "tested": list(need.tested)}
    yield Seen("version", {**{k: place[k] for k in ("host", "port", "tls")}, **version})
    try:
        yield Seen("capacity", {**place, **ask.capacity(seer, answers)})
    except (Refused, Late):
        yield Seen("capacity", unknown="the output does not tell how many connections there are")


def _clock(answers: Answers, lines: Sequence[str]) -> dict[str, Any]:
    """The server's time against this host's, which was printed before and after."""
    ours = [int(line[6:]) for line in lines if line.startswith("clock ") and line[6:].isdigit()][:2]
    theirs = ask.server_time(answers)
    if theirs is None or len(ours) < 2:
        return {}
    offset, unsure = sum(ours) / 2 - theirs, (ours[1] - ours[0]) / 2 + 1.0
    return {"peer_clock": {"peer": "mysql", "offset_s": round(offset, 1), "error_s": unsure}}


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
