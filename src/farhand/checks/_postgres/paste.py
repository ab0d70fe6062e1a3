"""What the `postgres` command printed, as the facts that the probe makes.  Pure.

psql's answers are read by the same questions that the probe asks (`ask`); the first words of the server,
which the command prints as hex, by the same protocol (`wire.postgres`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from farhand.checks import _raw, _sections, _settled
from farhand.checks._postgres import ask, older
from farhand.checks._postgres.params import Params
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import App, Dependency, Seen
from farhand.wire.postgres import METHODS, Refused, error_fields
from farhand.wire.tcp import Late

_ERROR = re.compile(r"(?:FATAL|ERROR|PANIC):\s+(?:([0-9A-Z]{5}): )?(.*)")
_BAD_KEY = re.compile(r"does not match private key file|private key file .* has group or world access")
_MUST = ("require", "verify-ca", "verify-full")


@dataclass
class Printed:
    """psql's answers: rows by question; `late`: psql was ended before it came so far."""

    rows: Mapping[str, list[list[str | None]]]
    errors: Mapping[str, dict[str, str]]
    late: bool = False
    pid: int = 0
    asked: list[str] = field(default_factory=list)

    def query(self, sql: str) -> list[list[str | None]]:
        if sql in self.errors:
            raise Refused(self.errors[sql], proved=True)
        if sql not in self.rows:
            raise (
                Late(b"") if self.late else Refused({"sqlstate": "", "message": "not answered"}, proved=True)
            )
        return self.rows[sql]


def read(text: str) -> Iterator[Seen]:
    """The stages from `tls` on; those before are read by the checks that own them."""
    known = _settled.settled(text)
    if known is None:
        yield from older.read(text)
        return
    lines = _sections.sections(text).get("postgres")
    if not lines or known.target is None:
        return
    head = _sections.words_of(lines[0])
    place = _place(known.target, lines, head)
    yield from _stages(place, head, lines, known, text)


def _after(lines: Sequence[str], word: str) -> str:
    return next((line[len(word) :] for line in lines if line.startswith(word)), "")


def _place(target: Any, lines: Sequence[str], head: Mapping[str, str]) -> dict[str, Any]:
    user, database, _ = [*_after(lines, "who ").split("|"), "", "", ""][:3]
    host = target.host or target.socket
    where = {"host": host, "port": target.port or 5432, "user": user, "database": database}
    return {**where, "sslmode": head.get("sslmode", ""), **({"socket": host} if target.socket else {})}


def _stages(
    place: dict[str, Any], head: Mapping[str, str], lines: Sequence[str], known: Any, text: str
) -> Iterator[Seen]:
    begin, hello = _heard(_after(lines, "tls ")), _heard(_after(lines, "hello "))
    session = _session(lines, known.settings)
    inside = bool(session.rows)
    error = next((line for line in lines if _ERROR.search(line) and not inside), "")
    failed = " ".join(line for line in lines if line.startswith(("psql: ", "connection to server")))
    yield from _tls(place, begin, error + failed, inside, known, text)
    said = error + failed
    broken = begin.startswith(b"S") and _broken(said)
    # the raw words were without TLS, a way that the app never takes: what they met says nothing of it
    stopped = place["sslmode"] in _MUST and (begin.startswith(b"N") or broken)
    if not inside and (stopped or _BAD_KEY.search(failed)):
        return
    if inside:
        yield Seen("hello", {**place, "answer": "asked", "method": _method(hello) or "psql"})
        yield Seen("login", {**place, "answer": "ok", "method": _method(hello) or "psql"})
        yield from _inside(place, session, lines, known)
        return
    yield from _outside(place, head, hello, error or failed, lines, begin.startswith(b"S"))


def _heard(shown: str) -> bytes:
    """The bytes of a first answer, without what the shell said of it."""
    shown = shown.strip()
    if not shown or set(shown) - set("0123456789abcdef") or len(shown) % 2:
        return b""
    return bytes.fromhex(shown).rpartition(b" rc=")[0]


def _heard_plain(shown: str) -> bytes:
    """As `_heard`, of a tool that says nothing of its own."""
    shown = shown.strip()
    return b"" if set(shown) - set("0123456789abcdef") or len(shown) % 2 else bytes.fromhex(shown)


def _method(hello: bytes) -> str:
    return METHODS.get(int.from_bytes(hello[5:9], "big"), "") if hello[:1] == b"R" and len(hello) >= 9 else ""


# TLS ---------------------------------------------------------------------------------------------


def _tls(
    place: dict[str, Any], begin: bytes, said: str, inside: bool, known: Any, text: str
) -> Iterator[Seen]:
    mode = place["sslmode"]
    if place.get("socket") or mode in ("disable", "allow"):
        yield Seen("tls", {"not_applicable": "a Unix socket" if place.get("socket") else f"sslmode={mode}"})
    elif begin.startswith(b"N") or "server does not support SSL" in said:
        yield Seen("tls", {**place, "offered": False, "used": False})
    elif "root certificate file" in said and "does not exist" in said:
        yield Seen("tls", {**place, "offered": True, "used": False, "root_missing": True})
    elif _BAD_KEY.search(said):
        path = said.partition('private key file "')[2].partition('"')[0]
        problem = "open to others" if "world access" in said else "mismatch"
        file = {"role": "key_file", "path": path, "problem": problem}
        yield Seen("tls", {**place, "offered": True, "used": False, "result": "bad_file", "file": file})
    elif begin.startswith(b"S") and _broken(said):
        yield from _broken_tls(place, said, known, text)
    elif begin.startswith(b"S"):
        verified = {"verify-ca": "chain", "verify-full": "name"}.get(mode, "") if inside else ""
        yield Seen("tls", {**place, "offered": True, "used": True, "verified": verified, "version": ""})
    else:
        yield Seen("tls", {"not_applicable": "the question for TLS was not answered"})


def _broken(said: str) -> bool:
    """True where psql says that TLS did not come about with a server that has it."""
    return "SSL error" in said or "server certificate for" in said


def _broken_tls(place: dict[str, Any], said: str, known: Any, text: str) -> Iterator[Seen]:
    """The handshake as openssl sees it; without it, only what psql says."""
    from farhand.checks import tls

    root = _after(_sections.sections(text).get("postgres", []), "root ").strip()
    verify = {"verify-ca": "ca", "verify-full": True}.get(place["sslmode"], False)
    rows = list(tls.read_part(text, {"ca_file": root, "verify": verify}, "postgres"))
    for row in rows:
        yield Seen("tls", {**row.facts, **place, "offered": True, "used": False}, unknown=row.unknown)
    if not rows:
        yield Seen("tls", {**place, "offered": True}, unknown=f"psql says only: {said[-200:]}")


# Outside: no login came about --------------------------------------------------------------------


def _outside(
    place: dict[str, Any],
    head: Mapping[str, str],
    hello: bytes,
    said: str,
    lines: Sequence[str],
    has_tls: bool,
) -> Iterator[Seen]:
    over_tls = _heard_plain(_after(lines, "inside "))
    if over_tls[:1] in (b"R", b"E") and head.get("with") == "nothing" and place["sslmode"] != "disable":
        hello = over_tls
    refused = error_fields(hello[5:]) if hello[:1] == b"E" else {}
    method = _method(hello)
    if "session is read-only" in said or "hot standby mode" in said:
        yield Seen("hello", {**place, "answer": "asked", "method": method})
        yield Seen("login", {**place, "answer": "ok", "method": method or "psql"})
        yield Seen("role", {**place, "in_recovery": True, "read_only": True, "schema": "?"})
    elif "no password supplied" in said:
        yield Seen("hello", {**place, "answer": "asked", "method": method})
        yield Seen("login", {**place, "answer": "no_password", "method": method})
    elif "authentication method" in said and "not supported" in said:
        yield Seen("login", {**place, "answer": "method", "method": method or "a method of its own"})
    elif _ERROR.search(said):
        told = {**older.of_error(said, list(lines)), **place, "pooler": _pooled(lines)}
        if _after(lines, "inside 52"):
            told["tls_would_pass"] = True
        if refused and not _rejects_plain(refused, said):
            told = {**{k: v for k, v in told.items() if k != "routine"}, **refused}
        elif told["pooler"]:
            told.update(routine="")
        if method:
            yield Seen("hello", {**place, "answer": "asked", "method": method})
        unproved = {"proof_unseen": True} if told["pooler"] and method else {}
        facts = {**told, "answer": "refused", "proved": False, **unproved}
        yield Seen("login" if method else "hello", facts)
    elif refused and has_tls and _only_plain(place, refused):
        why = "it lets nobody in without TLS, and neither psql nor openssl is here to go on with TLS"
        yield Seen("hello", place, unknown=why)
    elif head.get("with") == "nothing" and not any(line.startswith("hello ") for line in lines):
        yield Seen("hello", place, unknown="nothing here can ask it: psql is not here")
    elif refused:
        yield Seen("hello", {**place, "answer": "refused", "proved": False, **refused})
    elif method and "timeout expired" in said and _pooled(lines):
        yield Seen("hello", {**place, "answer": "asked", "method": method})
        yield Seen("login", {**place, "answer": "mute", "method": method, "pooler": True})
    elif method:
        yield Seen("hello", {**place, "answer": "asked", "method": method})
        why = "psql is not here" if head.get("with") == "nothing" else said[-200:] or "psql did not come in"
        yield Seen("login", {**place, "method": method}, unknown=f"{why}, so nobody has logged in")
    else:
        yield Seen("hello", {**place, **_silent(said, lines)})


def _rejects_plain(refused: Mapping[str, str], said: str) -> bool:
    """The raw words were without TLS: where psql came further with it, their refusal is about that alone."""
    return refused.get("sqlstate") == "28000" and "no encryption" not in said and "pg_hba" not in said


def _only_plain(place: Mapping[str, Any], refused: Mapping[str, str]) -> bool:
    """Does the refusal speak of a connection without TLS, where the app makes one with it?"""
    plain = refused.get("sqlstate") == "28000" and "no encryption" in refused.get("message", "")
    return plain and place["sslmode"] not in ("disable", "allow") and not place.get("socket")


def _pooled(lines: Sequence[str]) -> bool:
    """A pooler refuses a parameter that it does not know at once, and names no routine."""
    heard = _heard(_after(lines, "pooler "))
    fields = error_fields(heard[5:]) if heard[:1] == b"E" else {}
    plain = _heard(_after(lines, "hello "))
    return (
        bool(fields)
        and not fields.get("routine")
        and (plain[:1] != b"E" or fields.get("sqlstate", "")[:2] == "08")
    )


def _silent(said: str, lines: Sequence[str]) -> dict[str, Any]:
    sniffed = _raw.sniffed(lines, "postgres")
    if sniffed and (sniffed.said or sniffed.speaker or sniffed.end):
        facts = sniffed.facts("PostgreSQL")
        if facts.pop("takes_tls", None):
            facts = {"answer": "other", "speaker": "TLS", "said": ""}
        return facts
    low = said.lower()
    number = 13 if "permission denied" in low else 111
    return {"answer": "error" if "connection" in low else "mute", "errno": number}


# Inside ------------------------------------------------------------------------------------------


def _session(lines: Sequence[str], settings: Mapping[str, Any]) -> Printed:
    """psql's rows and errors, by the question they answer."""
    asked = ask.questions(settings)
    rows: dict[str, list[list[str | None]]] = {}
    errors: dict[str, dict[str, str]] = {}
    now = ""
    for line in lines:
        mark, error = re.fullmatch(r"q (\d+)", line), _ERROR.match(line)
        if mark:
            now = asked[int(mark.group(1))] if int(mark.group(1)) < len(asked) else ""
        elif line.startswith(("psql", "clock ", "sniff ")):
            now = "" if line.startswith("psql rc=") else now
        elif now and error:
            errors[now] = {"sqlstate": error.group(1) or "", "message": error.group(2), "routine": "psql"}
        elif now and line and not line.startswith(("LINE ", "LOCATION", "HINT", "DETAIL", "CONTEXT", " ")):
            rows.setdefault(now, []).append([value if value else None for value in line.split("|")])
    answered = {sql: rows.get(sql, []) for sql in _reached(lines, asked) if sql not in errors}
    late = any(re.fullmatch(r"psql rc=(124|143|137)", line) for line in lines)
    found = {sql: value for sql, value in answered.items() if value or not late}
    return Printed(found if rows else {}, errors, late)


def _reached(lines: Sequence[str], asked: Sequence[str]) -> list[str]:
    numbers = [int(line[2:]) for line in lines if re.fullmatch(r"q \d{1,4}", line)]
    return [asked[n] for n in numbers if n < len(asked)]


def _inside(place: dict[str, Any], session: Printed, lines: Sequence[str], known: Any) -> Iterator[Seen]:
    settings, told = known.settings, known.told
    need = Dependency(told.kind, told.kind, settings, pool_size=_int(settings, "pool_size"),
                      processes=_int(settings, "processes"))  # fmt: skip
    look = Look(App("", env=told.variables), need, Deadline(1.0))
    first = next(iter(session.rows.values()), [])
    session.pid = int(first[0][8] or 0) if first and len(first[0]) > 8 and str(first[0][8]).isdigit() else 0
    attrs = _after(lines, "who ").rpartition("|")[2] or "any"
    params = Params(session=attrs, read_only=settings.get("read_only") is True)
    try:
        facts = {**place, **ask.role(look, params, session, lambda _, s: _clock(s, place, lines))}
    except (Refused, Late, IndexError, ValueError) as error:
        fields = error.fields if isinstance(error, Refused) else {}
        yield Seen("role", {**place, "answer": "refused" if fields else "mute", "proved": True, **fields})
        return
    pooled = _pooled(lines)
    facts["pooled"] = pooled
    yield Seen("role", facts)
    if facts.get("large_lost"):
        return
    number = {key: facts[key] for key in ("version_num", "version")}
    yield Seen("version", {**place, **number, "tested": list(settings.get("tested") or ())})
    if pooled:
        yield Seen("capacity", {**place, "pooled": True, **ask.need(look)})
        return
    try:
        yield Seen("capacity", {**place, **ask.capacity(look, session)})
    except (Refused, Late, IndexError, ValueError):
        yield Seen("capacity", place, unknown="the questions for limits were not answered")


def _int(settings: Mapping[str, Any], key: str) -> int | None:
    value = settings.get(key)
    return value if isinstance(value, int) else None


def _clock(session: Any, place: Mapping[str, Any], lines: Sequence[str]) -> dict[str, Any]:
    """The server's time against this host's, printed before and after psql ran."""
    ours = [int(line[6:]) for line in lines if line.startswith("clock ") and line[6:].isdigit()]
    said = ask.server_time(session)
    if len(ours) < 2 or said is None:
        return {}
    wide = (ours[1] - ours[0]) / 2
    offset = sum(ours[:2]) / 2 - said
    peer = {"peer": str(place["host"]), "offset_s": round(offset, 1), "error_s": wide + 1.0}
    return {"peer_clock": peer}
