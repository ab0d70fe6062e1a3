"""The shape of a log's times, from a few lines of it: what awk must look for, and how.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from farhand.logs.asking import shapes
from farhand.logs.asking.shapes import Shape
from farhand.when import Window

#: Characters by which the time may stand further to the right than in the sample.
_SLACK = 40
#: Seconds after the end of the window at which reading ends: so far may a line be out of order.
LATE = 300
_KEYS = re.compile(r"@?(time|timestamp|ts|date|datetime|asctime|t|when|eventtime|created)", re.IGNORECASE)
_JSON, _LOGFMT = re.compile(r'"([\w@.]{1,40})": *"?$'), re.compile(r'(?:^|[ \t])([\w@.]{1,40})="?$')
_UTC = re.compile(r" ?(?:Z|UTC|GMT|[+-]00:?00)")

#: Seconds since 1970 of `2026-11-20 14:00:00` and what follows it, by the calendar's own arithmetic.
CLOCK = """\
function at(t, z,   y, m, s) {
  y = substr(t, 1, 4) + 0; m = substr(t, 6, 2) + 0
  if (m < 3) { y--; m += 12 }
  s = 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + substr(t, 9, 2)
  s = (s - 719469) * 86400 + substr(t, 12, 2) * 3600 + substr(t, 15, 2) * 60 + substr(t, 18, 2)
  gsub(/[ :]/, "", z)
  return s - (substr(z, 1, 1) == "-" ? -1 : 1) * (substr(z, 2, 2) * 3600 + substr(z, 4, 2) * 60)
}
function zone(text) {
  return match(text, /[+-][0-9][0-9]:?[0-9][0-9]/) && RSTART < 13 ? substr(text, RSTART, RLENGTH) : "Z"
}
"""


@dataclass(frozen=True)
class Form:
    """`key` and `way` say what stands before the time: a name of JSON or logfmt, or so many characters."""

    shape: Shape
    example: str
    way: str
    key: str
    column: int
    offset: bool  # every line names its distance from UTC, and it is not zero
    zone: tzinfo

    def find(self) -> str:
        """awk: a condition on `line` that holds where a record begins; it sets `s` to the time."""
        awk = self.shape.AWK
        key = re.sub(r"([.])", r"[\1]", self.key)
        if self.way == "json":
            return _cut(f'"{key}": *"?', awk, '^"[^"]*": *"?')
        if self.way == "logfmt":
            return _cut(f'(^|[ \\t]){key}="?', awk, '^[^=]*="?')
        if not self.column:
            return f'match(line, /^{awk}/) && (s = substr(line, 1, RLENGTH)) != ""'
        room = self.column + len(self.example) + _SLACK
        return (
            f"line !~ /^[ \\t]/ && match(substr(line, 1, {room}), /{awk}/)"
            ' && (s = substr(line, RSTART, RLENGTH)) != ""'
        )

    def time(self) -> str:
        """awk: an expression of `s` (and, with an offset, of what follows it) that sorts by time."""
        after = "substr(line, index(line, s) + length(s), 20)"
        return f"at({self.shape.KEY}, zone({after}))" if self.offset else self.shape.KEY

    @property
    def functions(self) -> str:
        return CLOCK if self.offset else ""

    def within(self, window: Window) -> str:
        """awk: a condition on `t`; empty: always."""
        first, last = self._bound(window.since), self._bound(window.until)
        parts = [f"t >= {first}" if first else "", f"t < {last}" if last else ""]
        # A window over New Year, in a log that does not know the year.
        word = " || " if self.shape.YEARLY and first and last and first > last else " && "
        return word.join(part for part in parts if part)

    def over(self, window: Window) -> str:
        """awk: a condition on `t` that holds where the window has long ended; empty: not known."""
        if not window.until or self.shape.YEARLY:
            return ""
        return f"t >= {self._bound(window.until, LATE)}"

    def _bound(self, time: str, more: int = 0) -> str:
        if not time:
            return ""
        at = datetime.fromisoformat(time.replace("Z", "+00:00")) + timedelta(seconds=more)
        return str(int(at.timestamp())) if self.offset else self.shape.bound(at.astimezone(self.zone))


def _cut(before: str, awk: str, off: str) -> str:
    """Match `before` and the time, and cut off `before`."""
    return (
        f'match(line, /{before}{awk}/) && (s = substr(line, RSTART, RLENGTH)) != "" && '
        f'(sub(/{off}/, "", s) || 1)'
    )


def of_sample(lines: Sequence[str], zone: tzinfo) -> Form | None:
    """The form of the first line that has a time; None where none has. Without a zone it is one of `zone`."""
    for line in lines[:50]:
        if found := min(_candidates(line[:4000]), key=lambda one: one[0], default=None):
            return _form(line, found[1], found[2], zone)
    return None


def _candidates(line: str) -> Iterator[tuple[tuple[bool, int, int], Shape, re.Match[str]]]:
    """What could be the record's time: first what is called so, then what stands furthest to the left."""
    if line[:1] in (" ", "\t", ""):
        return
    for shape in shapes.every():
        for found in list(shape.FOUND.finditer(line))[:20]:
            key = _key(line[: found.start()])[1]
            yield (not _KEYS.fullmatch(key), found.start(), shape.ORDER), shape, found


def _key(before: str) -> tuple[str, str]:
    for way, known in (("json", _JSON), ("logfmt", _LOGFMT)):
        if found := known.search(before):
            return way, found[1]
    return "", ""


def _form(line: str, shape: Shape, found: re.Match[str], zone: tzinfo) -> Form:
    way, key = _key(line[: found.start()])
    named = found["zone"] or ""
    utc = bool(_UTC.fullmatch(named))
    return Form(
        shape, found[0], way, key, found.start(), bool(named) and not utc, timezone.utc if utc else zone
    )
