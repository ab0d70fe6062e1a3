"""Clocks in one text: `date` beside the `Date:` of answers, `select now()`, `TIME` of Redis, dig's `WHEN:`.

A wrong clock fails certificates, tokens and signatures, and none of their messages says so. Whoever pastes a
terminal prints this host's clock and those of the peers side by side; no single line of it shows the fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from farhand.readers import Part, Sign
from farhand.readers._clock_text import clock, stamp
from farhand.readers._clocks_examples import EXAMPLES as EXAMPLES
from farhand.readers._runs import typed

WORDS = ("date", ";; WHEN: ")
#: Seconds: beyond it one witness is enough, and two that agree; within it clocks are said to agree.
_FAR, _TWO, _NEAR = 60.0, 20.0, 10.0
#: Seconds that a session may take, where no later clock of this host says how long it took.
_SESSION, _LONG = 900.0, 6 * 3600.0
#: Lines that the head of an answer may have.
_HEAD = 20
#: A host whose clock says this or less never got the time.
_NEVER_SET = 2015
_DATE = re.compile(r"^(?:(?:LC_ALL|LANG|TZ)=\S+ )?date(?: (?:-u|--utc|-R|-Is?\w*|--iso-8601\S*|\+\S+))*$")
_WHEN = re.compile(r"^;; WHEN: (?P<at>.{20,40})$")
_HEADER = re.compile(r"^(?:< )?date: (?P<at>\w{3}, \d.{20,30})$", re.IGNORECASE)
_AGE = re.compile(r"^(?:< )?age: (?P<s>\d{1,8})$", re.IGNORECASE)
_HOST = re.compile(r"^> Host: (?P<host>\S+)|^\* Connected to (?P<name>\S+) ", re.IGNORECASE)
_ROW = re.compile(r"^\s*(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::?\d\d)?)\s*(?:\||$)")
_USEC = re.compile(r"^server_time_usec:(?P<us>\d{16})$")
_TIME = re.compile(r"^(?:1\) )?\"?(?P<s>1\d{9})\"?$")
_LOGGED = re.compile(r"^(?P<at>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)[.,]\d+ (?:[A-Z]{4,8}|\[)")


@dataclass(frozen=True)
class _Clock:
    """One clock: where it stands, its seconds since 1970, and whose it is; empty: this host's."""

    at: int
    time: float
    whose: str = ""


@dataclass(frozen=True)
class _Offset:
    """How far this host is ahead of a peer, and whether a long session cannot be the reason for it."""

    peer: _Clock
    seconds: float
    certain: bool


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    own = list(_own(lines))
    found = [*own, *_peers(lines)] if own else []
    if found:
        # with the prompt, or the table's head, above the first one
        yield max(0, min(c.at for c in found) - 2), _end(lines, max(c.at for c in found))


def read(part: Part) -> Iterator[Sign]:
    own, peers = list(_own(part.lines)), list(_peers(part.lines))
    own += _logged(part.lines, own)
    peers = [peer for peer in peers if _year(peer) > _NEVER_SET]
    offsets = [o for peer in peers if (o := _offset(peer, sorted(own, key=lambda c: c.at)))]
    if offsets:
        yield from _judged(offsets, own[0].at)
    elif own and _year(own[0]) <= _NEVER_SET:
        why = f"the clock of this host says that it is the year {_year(own[0])}: it was never set"
        yield Sign(own[0].at, "clock.skew", 0.93, why, "clock")


def _year(one: _Clock) -> int:
    return datetime.fromtimestamp(one.time, timezone.utc).year


def _end(lines: Sequence[str], last: int) -> int:
    """With the headers and the log behind it, which may go on with this host's clock."""
    return max([min(last + _HEAD, len(lines) - 1), *(n for n, x in enumerate(lines) if _LOGGED.match(x))]) + 1


def _judged(offsets: Sequence[_Offset], at: int) -> Iterator[Sign]:
    """All peers are held against this host. Where one agrees with it, the others are wrong."""
    worst = max(offsets, key=lambda o: (o.certain, abs(o.seconds)))
    off = abs(worst.seconds)
    same = [o for o in offsets if abs(o.seconds - worst.seconds) <= _NEAR]
    enough = off >= _FAR or (off >= _TWO and len({o.peer.whose for o in same}) > 1)
    if all(abs(o.seconds) <= _NEAR for o in offsets):
        yield Sign(at, healthy="this host's clock agrees with its peers'", subject="clock")
    elif enough and 2 * len(same) > len(offsets) and not any(abs(o.seconds) <= _NEAR for o in offsets):
        ahead = "ahead of" if worst.seconds > 0 else "behind"
        yield Sign(
            at,
            "clock.skew",
            _weight(worst),
            f"this host's clock is {off:.0f} s {ahead} the clock of {worst.peer.whose}",
            "clock",
            params={"offset_s": f"{worst.seconds:.0f}", "peer": worst.peer.whose},
            also=tuple(o.peer.at for o in same[:3]),
        )


def _weight(worst: _Offset) -> float:
    """A session that took long looks like a clock that is behind."""
    if worst.certain:
        return 0.96
    return 0.9 if abs(worst.seconds) > _LONG else 0.6 if abs(worst.seconds) >= _SESSION else 0.45


def _offset(peer: _Clock, own: Sequence[_Clock]) -> _Offset | None:
    """Against the clocks of this host that were printed before it and after it."""
    before = next((c for c in reversed(own) if c.at < peer.at), None)
    after = next((c for c in own if c.at > peer.at), None)
    low, high = before or after, after or before
    if low is None or high is None:
        return None
    if peer.time < low.time:
        return _Offset(peer, low.time - peer.time, before is not None)
    if peer.time > high.time:
        return _Offset(peer, high.time - peer.time, after is not None)
    return _Offset(peer, 0.0, True)


def _own(lines: Sequence[str]) -> Iterator[_Clock]:
    """What `date` printed below its prompt, and the time at which dig asked."""
    for at, line in enumerate(lines):
        if when := _WHEN.match(line):
            time = clock(when["at"]) or stamp(when["at"])
        elif "date" in line and at + 1 < len(lines) and _DATE.match(typed(line).strip()):
            time, at = clock(lines[at + 1]) or stamp(lines[at + 1].strip()), at + 1
        else:
            continue
        if time:
            yield _Clock(at, time.timestamp())


def _logged(lines: Sequence[str], own: Sequence[_Clock]) -> Iterator[_Clock]:
    """Lines of the app's log, in as far as they are of the session in which `date` was typed."""
    for at, line in enumerate(lines):
        found = _LOGGED.match(line)
        time = stamp(found["at"] + "+00:00") if found else None
        if time and any(0 <= time.timestamp() - c.time <= _SESSION and c.at < at for c in own):
            yield _Clock(at, time.timestamp())


def _peers(lines: Sequence[str]) -> Iterator[_Clock]:
    host, command = "", ""
    for at, line in enumerate(lines):
        command = typed(line) or command
        if found := _HOST.match(line):
            host = found["host"] or found["name"]
        elif (header := _HEADER.match(line)) and (time := clock(header["at"])):
            yield _Clock(at, time.timestamp() + _age(lines, at), host or "the HTTP service")
        elif (row := _ROW.match(line)) and "now" in " ".join(lines[max(0, at - 2) : at]):
            time = stamp(row["at"])
            if time:
                yield _Clock(at, time.timestamp(), "the database")
        elif usec := _USEC.match(line):
            yield _Clock(at, int(usec["us"]) / 1e6, "redis")
        elif (told := _TIME.match(line)) and re.search(r"redis-cli\b.* time$", command, re.IGNORECASE):
            yield _Clock(at, float(told["s"]), "redis")


def _age(lines: Sequence[str], at: int) -> int:
    """Seconds for which a cache has kept the answer, as its headers say."""
    found = (m for line in lines[max(0, at - _HEAD) : at + _HEAD] if (m := _AGE.match(line)))
    return next((int(m["s"]) for m in found), 0)
