"""The ids that go along with a request, and which lines of a log are of it.  Pure, but for chance."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

#: How a record of a log begins: a time, a level, JSON, a bracket. What does not is part of the one before.
_BEGINS = re.compile(
    r"\s{0,4}(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:|\[\d|\[\d\d/\w{3}/\d{4}|\d\d:\d\d:\d\d|\{\""
    r"|\[?(?:DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL|SEVERE|TRACE)\b|[A-Z][a-z]{2} [ \d]\d \d\d:"
    r"|\d{1,3}(?:\.\d{1,3}){3} - |"
    r"(?:time|ts|level)=)"
)
_ERROR = re.compile(r"Traceback \(most recent|\b(?:ERROR|CRITICAL|FATAL|SEVERE)\b|Exception|\bpanic:", re.I)
_RAISED = re.compile(
    r"^\s{0,4}((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Timeout|Interrupt)(?:: [^\n\"]{1,200})?)", re.M
)
_IN_JSON = re.compile(r'"type": "([\w.]{1,100})", "message": "([^"]{0,200})')
_TRACE = re.compile(r"(?<![0-9a-f])(?!0{32})[0-9a-f]{32}(?![0-9a-f])", re.I)
#: Records after the last one of a request that are looked at.
_NEAR = 6
#: Lines of one record that are taken, and of a request in all.
_LONGEST, _MOST = 120, 400


@dataclass(frozen=True)
class Ids:
    """A W3C trace id of our own, and the same as a request id."""

    trace: str
    span: str

    @property
    def request(self) -> str:
        return str(uuid.UUID(self.trace))

    @property
    def headers(self) -> dict[str, str]:
        return {"traceparent": f"00-{self.trace}-{self.span}-01", "X-Request-ID": self.request}

    def stands_in(self, line: str) -> bool:
        folded = line.lower()
        return self.trace in folded or self.request in folded


def new() -> Ids:
    return Ids(secrets.token_hex(16), secrets.token_hex(8))


def belonging(lines: Sequence[str], ids: Ids) -> list[int]:
    """Places of the lines that are of this request: the records with its id, with tracebacks."""
    records = _records(lines)
    mine = [n for n, (a, z) in enumerate(records) if any(ids.stands_in(line) for line in lines[a:z])]
    found: list[int] = []
    for first, last in (records[n] for n in [*mine, *_after(lines, records, mine)]):
        found += range(first, min(last, first + _LONGEST))
    return found[:_MOST]


def _after(lines: Sequence[str], records: Sequence[tuple[int, int]], mine: Sequence[int]) -> list[int]:
    """The error that follows at once and names nobody, where none of the request's own records is one.

    A server logs what escaped the app only after its own context has ended. If there is more than one of
    that kind nearby, nobody can tell whose it is.
    """
    if not mine or any(_is_error(lines, records[n]) for n in mine):
        return []
    near = range(mine[-1] + 1, min(len(records), mine[-1] + 1 + _NEAR))
    errors = [n for n in near if _is_error(lines, records[n])]
    return errors if len(errors) == 1 and not _named(lines, records[errors[0]]) else []


def _is_error(lines: Sequence[str], record: tuple[int, int]) -> bool:
    return any(_ERROR.search(line) for line in lines[record[0] : record[1]])


def _named(lines: Sequence[str], record: tuple[int, int]) -> bool:
    """Another request's id stands in it."""
    return any(_TRACE.search(line) for line in lines[record[0] : record[1]])


def last_error(lines: Sequence[str]) -> str:
    """The last exception that is named, as in `ValueError: boom`; empty where there is none."""
    text = "\n".join(lines).replace("\\n", "\n").replace('\\"', '"')
    found = _RAISED.findall(text)
    if found:
        return str(found[-1])[:200]
    pairs = _IN_JSON.findall(text)
    return f"{pairs[-1][0]}: {pairs[-1][1]}"[:200] if pairs else ""


def _records(lines: Sequence[str]) -> list[tuple[int, int]]:
    starts = [n for n, line in enumerate(lines) if n == 0 or _BEGINS.match(line)]
    return list(zip(starts, [*starts[1:], len(lines)]))
