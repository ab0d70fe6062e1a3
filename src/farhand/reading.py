"""One source of evidence, read: signatures in its text, signs of its readers, and what was made of it.  Pure.

What is longer than WHOLE is a log: it is scanned block by block in bounded memory, and not kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from farhand import causes, readers
from farhand.diagnose.clues import Clue, after_changes, ends, of_matches, recovered
from farhand.readers._runs import typed
from farhand.signatures import scan
from farhand.signatures.lines import moment
from farhand.signatures.model import Signature
from farhand.signatures.pattern import compile_pattern
from farhand.signatures.plain import plain, structured, unprefixed

#: Bytes up to which a source is looked at as a whole, by all readers.
WHOLE = 1 << 20
#: What a reader's typed fact is worth, where the signature does not say; rows of one reader that are told.
_MOST_ROWS = 50
#: Clues that are told of whom they are by what stands around them; lines above and below that are looked at.
_MOST_CLUES, _ABOVE, _BELOW, _LONGEST = 500, 80, 80, 8000
UNKNOWN = "no frame (#farhand begin) in it, and no reader and no signature knows it"
_RECORD = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:|\{\"|\[?\d\d:\d\d:\d\d")


@dataclass(frozen=True)
class Source:
    """A named text in UTF-8: whole, or in blocks that each end at a line's end."""

    name: str
    blocks: Iterable[bytes]
    whole: str | None = None


@dataclass(frozen=True)
class Read:
    """What is in one source."""

    clues: tuple[Clue, ...] = ()
    healthy: tuple[tuple[int, str, str], ...] = ()  # line, subject, what works
    understood: tuple[Mapping[str, Any], ...] = ()
    unread: tuple[Mapping[str, Any], ...] = ()


def read(source: Source) -> Read:
    """Everything in one source. Never raises for what the text holds."""
    lines = unprefixed([structured(line) for line in source.whole.split("\n")]) if source.whole else []
    readings = list(readers.read(lines)) if lines else []
    quiet = frozenset(
        n for r in readings if r.quiet for n in range(r.part.first + 1, r.part.first + len(r.part.lines) + 1)
    )
    counter = _Counted(block for part in source.blocks for block in scan.blocks(part))
    matches = list(scan.scan(counter, causes.index()))
    clues = of_matches(matches, source.name, quiet)
    clues += [clue for r in readings for s in r.signs for clue in _of_sign(r, s, source.name, lines)]
    clues = _without_moot(clues, readings)
    over = [(r.part.first + s.at + 1, s.ends) for r in readings for s in r.signs if s.ends]
    clues = after_changes(recovered(clues, matches, over), matches)
    clues = [replace(clue, around=_around(lines, clue)) for clue in clues[:_MOST_CLUES]] + clues[_MOST_CLUES:]
    healthy = tuple(
        (r.part.first + s.at + 1, s.subject or r.reader, s.healthy)
        for r in readings
        for s in r.signs
        if s.healthy
    )
    return Read(
        tuple(clues),
        healthy,
        tuple(_understood(source.name, readings, clues, counter)),
        tuple(_unread(source.name, readings, clues, counter)),
    )


def _without_moot(clues: Sequence[Clue], readings: Sequence[readers.Reading]) -> list[Clue]:
    """Without what readers say that these lines do not show, though the words or the numbers look like it."""
    moot: dict[int, list[tuple[str, str]]] = {}
    for r in readings:
        for s in r.signs:
            for at in (s.at, *s.also) if s.moot else ():
                moot.setdefault(r.part.first + at + 1, []).extend((c, f"{r.reader}:") for c in s.moot)

    def is_moot(clue: Clue) -> bool:
        said = moot.get(clue.last, ())
        return any(ends((cause,), clue.cause) and not clue.by.startswith(by) for cause, by in said)

    return [clue for clue in clues if not is_moot(clue)]


def _around(lines: Sequence[str], clue: Clue) -> str:
    """The command with its output, or the record of a log with its traceback, that the clue stands in."""
    first = last = clue.line - 1
    if first >= len(lines):
        return ""
    while first > max(0, clue.line - _ABOVE) and not _begins(lines[first]):
        first -= 1
    while last + 1 < min(len(lines), clue.last + _BELOW) and not _begins(lines[last + 1]):
        last += 1
    below = "\n".join(line[:400] for line in lines[first + 1 : last + 1])
    return f"{lines[first][:400]}\n{below[-_LONGEST:]}"


def _begins(line: str) -> bool:
    return bool(_RECORD.match(line) or typed(line))


class _Counted:
    """The blocks as they go by, with their lines and bytes counted."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = blocks
        self.lines = 0
        self.words = False

    def __iter__(self) -> Iterator[bytes]:
        ended = True
        for block in self._blocks:
            self.lines += block.count(b"\n")
            ended = block.endswith(b"\n")
            self.words = self.words or not block.isspace()
            yield block
        self.lines += not ended


def _of_sign(
    reading: readers.Reading, sign: readers.Sign, source: str, lines: Sequence[str]
) -> Iterator[Clue]:
    """The clues in one sign: the cause it names, and those whose signatures are written for its facts."""
    places = (sign.at, *sign.also)
    shown = tuple(
        (reading.part.first + at + 1, plain(reading.part.lines[at]))
        for at in places
        if at < len(reading.part.lines)
    )
    if not shown:
        return
    at = moment(shown[0][1])
    bare = Clue("", 0.0, source, shown, "", subject=sign.subject, params=sign.params, at=at)
    bare = replace(bare, shows_state=at is None and not reading.past)
    if sign.cause:
        weight, by = sign.weight or 0.9, f"{reading.reader}:{sign.cause}"
        told = (f"{weight:g} by reader {reading.reader}",)
        yield replace(bare, cause=sign.cause, weight=weight, by=by, why=sign.why, changed=told)
    for kind, value in sign.facts.items():
        for s in causes.index().typed(kind, str(value)):
            if not _is_near(s, lines, shown[0][0] - 1):
                continue
            why = sign.why or f"{kind} {value}" + (f" ({s.tool})" if s.tool else "")
            told = (f"{s.weight:g} {s.id} by reader {reading.reader}",)
            yield replace(
                bare, cause=s.cause, weight=s.weight, by=s.id, why=why, symptom=s.symptom, changed=told
            )


def _is_near(signature: Signature, lines: Sequence[str], at: int) -> bool:
    """What the signature wants to see within a few lines is there."""
    if not signature.near:
        return True
    around = lines[max(0, at - scan.NEAR) : at + scan.NEAR + 1]
    return bool(_pattern(signature.near).search(" ".join(map(plain, around))))


@lru_cache(maxsize=256)
def _pattern(near: str) -> re.Pattern[str]:
    return compile_pattern(near, whole=False)


def _understood(
    name: str, readings: Sequence[readers.Reading], clues: Sequence[Clue], counted: _Counted
) -> Iterator[Mapping[str, Any]]:
    """One row per reader; the lines that only signatures spoke of are read as plain text."""
    per_reader: Counter[str] = Counter()
    for r in readings:
        if not r.problem:
            per_reader[r.reader] += len(r.part.lines)
    for reader, count in list(per_reader.items())[:_MOST_ROWS]:
        yield {"source": name, "reader": reader, "lines": count}
    if clues and not per_reader:
        yield {"source": name, "reader": "text", "lines": counted.lines}


def _unread(
    name: str, readings: Sequence[readers.Reading], clues: Sequence[Clue], counted: _Counted
) -> Iterator[Mapping[str, Any]]:
    for r in readings:
        if r.problem:
            yield {"source": name, "why": f"line {r.part.first + 1}, {r.reader}: {r.problem}"}
    if not counted.words:
        yield {"source": name, "why": "there is nothing in it"}
    elif not clues and not any(not r.problem for r in readings):
        yield {"source": name, "why": UNKNOWN}
