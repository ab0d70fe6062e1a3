"""How the records of a log look: one module each, found by listing.

A module has NAME; ORDER (the lower is asked first: what is narrow before what fits much); SIGNS, pieces of
text of which one is in every log of the format (none: it is always asked); STAMPS, names of
`farhand.logs.stamps`; `begin(stamp: bytes) -> bytes`: the regular expression of a record's beginning, at the
beginning of a line, around the stamp's; and, of a record's bytes, `level`, `message` and `field`. EXAMPLES
are texts with what must be read of them: (time, level, message) of each record.

SHAPES say how a line may begin, with a for each small letter, A for each capital and 0 for each digit
(none: in any way). Of a wrapper one of the first lines does so, of another format some line.

It may have `claims(stamp)`: the same for all lines that are the format's own, where some of them continue a
record; TIMELESS, where records have no time; ALONE, where it is only for logs of no other format.

A module with `unwrapped` is a wrapper: it puts something before each line that a program wrote, and so its
`begin(stamp, rule)` has a place for the rule by which the program's own text begins a record; `unwrapped`
gives that text back. ONE says that all lines are of one kind of program. A wrapper without STAMPS has no time
of its own. One that names the program of each line has `source(line)`: that name, and how many bytes stand
before the program's text; then the records of each program are told apart. SHARE is how many of the lines, at
least, it stands before.

In `begin` no group captures; a quote outside of a class is written `\\"` and a tab `\\t`: a wrapper that
escapes them can then look for them as they are escaped.
"""

from __future__ import annotations

import importlib
import re

from farhand import listed
from farhand.logs import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from re import Match
    from typing import Protocol

    from farhand.logs.clock import Clock
    from farhand.logs.stamps import Stamp

    #: (text, [(time as RFC 3339 or "", level, message) of each record])
    Examples = list[tuple[bytes, list[tuple[str, int, bytes]]]]

    class Format(Protocol):
        NAME: str
        ORDER: int
        STAMPS: tuple[str, ...]

        def begin(self, stamp: bytes) -> bytes: ...
        def level(self, record: bytes) -> int: ...
        def message(self, record: bytes) -> bytes: ...
        def field(self, record: bytes, name: bytes) -> bytes | None: ...

    class Wrapper(Protocol):
        NAME: str
        ORDER: int
        STAMPS: tuple[str, ...]
        ONE: bool

        def begin(self, stamp: bytes, rule: bytes = b"") -> bytes: ...
        def unwrapped(self, record: bytes) -> bytes: ...
        def level(self, record: bytes) -> int: ...
        def field(self, record: bytes, name: bytes) -> bytes | None: ...

    #: Order, signs, shapes, and whether one of the first lines must have the shape.
    Row = tuple[int, tuple[bytes, ...], tuple[bytes, ...], bool]
    #: A format and the stamp that its records have.
    Part = tuple[Format, Stamp]


#: What may stand before a line's text: a byte order mark, the zeros of a file that was emptied while it was
#: written, colours.
LEAD = rb"(?:[\x00\x1b\xef](?:\xbb\xbf|\x00|\[[0-9;]*m|\x1b\[[0-9;]*m)*)?"
_GROUP = re.compile(rb"\(\?P<(\w+)>")


class Reading:
    """How one log is read: its format (or formats, each with its stamp) and its clock.

    `begin` matches a record's beginning at a line's; `format` tells of a record's bytes its level, message
    and fields; `timeless` says that records of this log have no time; `source` tells of a line which program
    wrote it, where lines of several are woven into each other (else None).
    """

    __slots__ = ("_named", "begin", "clock", "format", "parts", "source", "stamp", "timeless")

    def __init__(self, form: Format, stamp: Stamp, clock: Clock, others: Sequence[Part] = ()) -> None:
        self.format = form
        self.stamp = stamp
        self.clock = clock
        self.parts: list[Part] = [(form, stamp), *others]
        self.timeless = all(getattr(one, "TIMELESS", False) for one, _ in self.parts)
        self.source = getattr(form, "source", None)
        self._named: dict[str, tuple[Stamp, list[str]]] = {}
        self.begin = re.compile(rb"(?m:^)" + LEAD + self._begin())
        if others:
            from farhand.logs.formats._several import Several

            self.format = Several([one for one, _ in self.parts], self.begin)

    def _begin(self) -> bytes:
        if len(self.parts) == 1:
            return self.format.begin(self.stamp.PATTERN)
        return b"(?:" + b"|".join(self._marked(n, *part) for n, part in enumerate(self.parts)) + b")"

    def _marked(self, number: int, form: Format, stamp: Stamp) -> bytes:
        """A part's beginning in a group that tells which part has matched: the last that was closed."""
        names = [name.decode() for name in _GROUP.findall(stamp.PATTERN)]
        self._named[f"part{number}"] = stamp, [f"{name}{number}" for name in names]
        renamed = _GROUP.sub(rb"(?P<\g<1>%d>" % number, stamp.PATTERN)
        return b"(?P<part%d>%s)" % (number, form.begin(renamed))

    def time(self, match: Match[bytes]) -> float | None:
        """Seconds since 1970 of a record that begins with this match; None where the digits are no time."""
        try:
            if not self._named:
                return self.stamp.seconds(match.groups(), self.clock)
            stamp, names = self._named[match.lastgroup or ""]
            return stamp.seconds(tuple(match[name] for name in names), self.clock)
        except (ValueError, OverflowError):
            return None


def led(line: bytes) -> bytes:
    """A line without what may stand before its text."""
    return re.sub(b"^" + LEAD, b"", line) if line[:1] in (b"\x00", b"\x1b", b"\xef") else line


def row(form: Format) -> Row:
    """What tells, without the module, whether a text may have its format."""
    signs, shapes = (tuple(getattr(form, name, ())) for name in ("SIGNS", "SHAPES"))
    return form.ORDER, signs, shapes, hasattr(form, "unwrapped")


def silent(pattern: bytes) -> bytes:
    """The same expression without groups that capture."""
    return _GROUP.sub(b"(?:", pattern)


def names() -> list[str]:
    """All formats that are there."""
    return listed.names(__path__)


def form(name: str) -> Format:
    module: Format = importlib.import_module(f"{__name__}.{name}")
    return module


def reading(name: str, stamp: str, clock: Clock) -> Reading:
    return Reading(form(name), stamps.stamp(stamp), clock)
