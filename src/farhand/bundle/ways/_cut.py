"""Where something too long is cut: at the ends of lines, and with its surroundings kept for the redactor.

A secret may lie across a cut: the first half of a key, or its lines without the line that says what they
are. So the redactor is given the text before and after as well, and those lines are left out afterwards.
"""

from __future__ import annotations

from farhand.bundle.model import OK, TIMED_OUT, TRUNCATED, WITHHELD
from farhand.bundle.ways import CONTEXT, Taken


def cut(data: bytes, low: int, high: int, is_first: bool, is_last: bool) -> Taken:
    """Whole lines of `data` between `low` and `high`, with the lines around them as context.

    `is_first`, `is_last`: nothing comes before, or after, `data`; else its outermost lines are only parts of
    lines and are left out, for nobody can tell what a part of a line is.
    """
    head = 0 if is_first else data.find(b"\n") + 1
    tail = len(data) if is_last else data.rfind(b"\n") + 1
    start = max(head, _line_from(data, low))
    end = min(tail, len(data) if high >= len(data) else data.rfind(b"\n", 0, high) + 1)
    if start >= end:
        return Taken(outcome=WITHHELD, says="a line of it is longer than all that may be taken of it")
    return Taken(data[head:tail], before=lines(data[head:start]), after=lines(data[end:tail]))


def _line_from(data: bytes, low: int) -> int:
    """Where the first line begins that begins at `low` or later."""
    if low <= 0 or data[low - 1 : low] == b"\n":
        return max(low, 0)
    newline = data.find(b"\n", low)
    return len(data) if newline < 0 else newline + 1


def lines(data: bytes) -> int:
    """How many lines, a last one without end included."""
    return data.count(b"\n") + (1 if data and not data.endswith(b"\n") else 0)


def without_context(data: bytes, before: int, after: int) -> bytes:
    """`data` without its first `before` and its last `after` lines."""
    rows = data.split(b"\n")
    ends = rows and rows[-1] == b""
    body = rows[:-1] if ends else rows
    kept = body[before : len(body) - after]
    return b"\n".join(kept) + (b"\n" if kept and (ends or after) else b"")


class Kept:
    """What is kept of an output while it comes: its start, or its end where the plan says so."""

    def __init__(self, part: str, limit: int) -> None:
        self._ends, self._limit = part == "end", limit
        self._data = bytearray()
        self.seen = 0  # bytes in all

    def add(self, data: bytes) -> None:
        self._data += data
        self.seen += len(data)
        most = self._limit + CONTEXT
        if self._ends and len(self._data) > 2 * most:
            del self._data[:-most]

    @property
    def full(self) -> bool:
        """True where nothing that comes would be kept any more."""
        return not self._ends and len(self._data) >= self._limit + CONTEXT

    def taken(self, is_over: bool, says: str = "") -> Taken:
        """`is_over`: the output has come to its end; else it was stopped, and its last line may be half."""
        data, is_first = bytes(self._data), self.seen == len(self._data)
        low = len(data) - self._limit if self._ends else 0
        made = cut(data, low, len(data) if self._ends else self._limit, is_first, is_over)
        if made.outcome == WITHHELD:
            return made
        short = self.seen > self._limit
        which = "end" if self._ends else "start"
        of = f" of {self.seen}" if is_over else ""
        told = f"truncated at {self._limit} bytes{of}, its {which} kept" if short else ""
        outcome = TRUNCATED if short else OK if is_over else TIMED_OUT
        return Taken(made.data, outcome, "; ".join(filter(None, (told, says))), made.before, made.after)
