"""Which formats a log has, by its first lines and samples of the others.  Pure.

Formats are asked from the narrow to the wide; each takes the lines that are its own, until no line is left
that looks as if it had a time. A log has several formats where its program writes several.
"""

from __future__ import annotations

import re

from farhand.logs import formats, stamps
from farhand.logs.formats import Reading, _table
from farhand.logs.formats._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from farhand.logs.clock import Clock
    from farhand.logs.formats import Format, Part
    from farhand.logs.stamps import Stamp

#: Bytes of a log that are looked at.
HEAD = 1 << 16
#: Bytes in which signs are looked for.
_FRONT = 1 << 14
#: How many formats a log may have.
_MOST = 4
#: A wrapper stands before at least this share of the lines.
_WRAPS = 0.6
#: Wrappers in wrappers: a container's line in a compose prefix.
_DEEP = 3
#: A line that has the look of a time in its head.
_TIMED = lazily(rb".{0,160}?(?:\d:\d\d|\d{8}|\d/\d+/\d{4}|\b\d{1,3}[smhd]\b)|__CURSOR=|\{\s?\"")
_DAY_FIRST = lazily(rb"(?<![\d/.-])(?:1[3-9]|2\d|3[01])[/-](?:0?[1-9]|1[0-2])[/-]20\d\d")
#: How many bytes of a line's beginning tell its shape.
_SHAPE = 12
_SHAPES = bytes.maketrans(
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0" * 10 + b"a" * 26 + b"A" * 26
)


def recognise(head: bytes, clock: Clock, samples: bytes = b"", _depth: int = 0) -> Reading | None:
    """The reading that makes records of the lines; None where no line begins a known record.

    `samples` are whole lines from other places of the log.
    """
    taken = _Taken(_whole(head), samples, clock)
    for module in _asked(taken):
        if hasattr(module, "unwrapped"):
            if _depth < _DEEP:
                _wrapper(module, taken, _depth)
        else:
            _each(module, taken)
        if taken.all:
            break
    return taken.reading()


def _whole(head: bytes) -> bytes:
    """Without a last line that is cut, unless it is the only one."""
    return head[: head.rfind(b"\n") + 1] or head


def _asked(taken: _Taken) -> Iterator[Format]:
    """The formats that the text may have, in their order; modules are imported one by one."""
    known = _table.TABLE
    for name in formats.names():
        if name not in known:  # written since the table was
            known = {**known, name: formats.row(formats.form(name))}
    for name, (_, signs, shapes, first) in sorted(known.items(), key=lambda one: (one[1][0], one[0])):
        if shapes and not any(one.startswith(shapes) for one in (taken.first if first else taken.shapes)):
            continue
        if not signs or any(sign in taken.front for sign in signs):
            yield formats.form(name)


class _Taken:
    """The lines of a text, and which are taken by which format."""

    def __init__(self, head: bytes, samples: bytes, clock: Clock) -> None:
        self.text = text = head + samples
        self.clock = clock
        self.parts: list[Part] = []
        self._starts: set[int] = set()
        #: Where signs are looked for: half of what is known of the beginning, and of the other places.
        self.front = head[:_FRONT] + samples
        lines = text.split(b"\n")
        #: Where lines begin that look timed.
        self._timed: list[int] = []
        shapes, at = set(), 0
        for line in lines:
            if _TIMED.match(line):
                self._timed.append(at)
                shapes.add(_shape(line))
            at += len(line) + 1
        #: How the first lines begin, and how all do that look timed.
        self.first = {_shape(line) for line in lines[:8] if line.strip()}
        self.shapes = shapes or {_shape(line) for line in lines}

    @property
    def all(self) -> bool:
        """Whether there is nothing to ask any more: each line that looks timed is taken."""
        return bool(self.parts) and (len(self.parts) >= _MOST or self._starts.issuperset(self._timed))

    def ask(self, form: Format, stamp: Stamp) -> None:
        """Let a format take its lines."""
        if self.parts and (getattr(form, "TIMELESS", False) or getattr(form, "ALONE", False)):
            return
        reading = Reading(form, stamp, self.clock)
        if stamp.__name__.endswith(".slashes") and _DAY_FIRST.search(self.text):
            self.clock.day_first = True
        own = [one for one in reading.begin.finditer(self.text) if one.start() not in self._starts]
        good = own if reading.timeless else _dated(reading, own)
        if good and self._enough(form, stamp, len(good)):
            self.take(form, stamp, {one.start() for one in good})

    def _enough(self, form: Format, stamp: Stamp, count: int) -> bool:
        """A number, or a time of day, at the beginning of a line is easily something else."""
        if hasattr(form, "ALONE"):
            return count * 2 >= _free(self.text)
        weak = stamp.__name__.rpartition(".")[2] in ("epoch", "time_of_day", "short", "none")
        if not weak or form.NAME not in ("plain", "timeless"):
            return True
        return count * (20 if self.parts else 4) >= _free(self.text)

    def take(self, form: Format, stamp: Stamp, lines: set[int]) -> None:
        self.parts.append((form, stamp))
        self._starts |= lines
        claims = getattr(form, "claims", None)
        if claims:
            pattern = re.compile(rb"(?m:^)" + formats.LEAD + claims(stamp.PATTERN))
            self._starts |= {one.start() for one in pattern.finditer(self.text)}

    def reading(self) -> Reading | None:
        if not self.parts:
            return None
        (form, stamp), *others = self.parts
        return Reading(form, stamp, self.clock, others)


def _shape(line: bytes) -> bytes:
    return formats.led(line)[:_SHAPE].translate(_SHAPES)


def _dated(reading: Reading, found: list[Match[bytes]]) -> list[Match[bytes]]:
    """Those whose digits are a time; where the first fifty are, the others are too."""
    if all(reading.time(one) is not None for one in found[:50]):
        return found
    return [one for one in found if reading.time(one) is not None]


def _each(module: Format, taken: _Taken) -> None:
    for name in module.STAMPS:
        taken.ask(module, stamps.stamp(name))
        if taken.all:
            return


def _wrapper(module: Format, taken: _Taken, depth: int) -> None:
    """Take the lines that a wrapper stands before, with what is found in it."""
    for name in module.STAMPS or ("none",):
        stamp = stamps.stamp(name)
        pattern = re.compile(rb"(?m:^)" + formats.LEAD + module.begin(stamp.PATTERN))
        found = {one.start() for one in pattern.finditer(taken.text)}
        if found and len(found) >= getattr(module, "SHARE", _WRAPS) * _lines(taken.text):
            _within(module, stamp, found, taken, depth)
            if taken.all:
                return


def _lines(text: bytes) -> int:
    """How many lines are not empty, nor indented."""
    return max(1, len(re.findall(rb"(?m:^)[^\s]", text)))


def _within(module: Format, stamp: Stamp, lines: set[int], taken: _Taken, depth: int) -> None:
    from farhand.logs.formats import _wrapped

    text = module.unwrapped(taken.text)  # type: ignore[attr-defined]
    inner = recognise(text, taken.clock, b"", depth + 1)
    if inner is not None and inner.timeless:
        inner = None
    if not module.STAMPS:
        for form, own in inner.parts if inner is not None else ():
            taken.take(_wrapped.Prefixed(module, inner, form), own, lines)  # type: ignore[arg-type]
        return
    if inner is None and module.NAME == "stamped":
        taken_lines = b"".join(_line(taken.text, at) for at in lines)
        if not _continued(module.unwrapped(taken_lines)):  # type: ignore[attr-defined]
            return
    strict = inner is not None and module.ONE and _mostly(inner, text)  # type: ignore[attr-defined]
    taken.take(_wrapped.Wrapped(module, inner, strict), stamp, lines)  # type: ignore[arg-type]


def _line(text: bytes, start: int) -> bytes:
    return text[start : text.find(b"\n", start) + 1 or None]


def _free(text: bytes) -> int:
    """How many lines do not look as if they continued another."""
    from farhand.logs.formats import _wrapped

    return sum(1 for _ in re.finditer(rb"(?m:^)" + _wrapped.LOOSE + rb"[^\n]", text))


def _continued(text: bytes) -> bool:
    """Whether a program's lines without time can be told apart: some continue others, or are JSON."""
    from farhand.logs.formats import _text

    return bool(re.search(rb"(?m:^)(?:\{|" + _text.CONTINUES + rb")", text.rstrip(b"\n")))


def _mostly(inner: Reading, text: bytes) -> bool:
    """Whether most lines that do not look like a continuation begin a record of the inner format."""
    return sum(1 for _ in inner.begin.finditer(text)) * 2 >= _free(text)
