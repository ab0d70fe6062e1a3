"""A program's log inside of what a runtime, a shipper or syslog wrote around each of its lines.  Pure."""

from __future__ import annotations

import re

from farhand.logs import formats
from farhand.logs.formats import _text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Format, Reading, Wrapper

#: A line that does not look as if it continued another begins a record.
LOOSE = rb"(?!" + _text.CONTINUES + rb")"


#: What wrappers write in every line themselves.
_OWN = b"stdout stderr"


def _apart(word: bytes) -> list[bytes]:
    """A word with what stands before it where it is a level, and not the end of another; m ends a colour."""
    return [bytes((sign,)) + word for sign in b' \t|[<(:"=,.]m'] + [b"\\t" + word]


class Wrapped:
    """A wrapper and the format in it, as one format.

    `strict`: only what begins a record of the inner format begins one; else each line that does not look
    like a continuation.
    """

    #: Lines that continue a record have a time as well.
    WRAPS = True

    def __init__(self, wrapper: Wrapper, inner: Reading | None, strict: bool) -> None:
        self.NAME = f"{wrapper.NAME}:{inner.format.NAME}" if inner else wrapper.NAME
        self.ORDER = wrapper.ORDER
        self.STAMPS = wrapper.STAMPS
        self._wrapper = wrapper
        self._inner = inner
        self._strict = strict
        #: Which program wrote a line, where the wrapper says so of each.
        self.source = getattr(wrapper, "source", None)

    def begin(self, stamp: bytes) -> bytes:
        return self._wrapper.begin(stamp, self._rule())

    def _rule(self) -> bytes:
        if not (self._strict and self._inner):
            return LOOSE
        each = [formats.silent(form.begin(stamp.PATTERN)) for form, stamp in self._inner.parts]
        return rb"(?=" + formats.LEAD + rb"(?:" + b"|".join(each) + rb"))"

    def of(self, text: bytes) -> Format:
        """The format of a program's own text: the one that was recognised in it, else by its first byte."""
        if self._inner and self._inner.begin.match(text):
            return self._inner.format
        return formats.form("json_lines" if text[:1] == b"{" else "plain")

    def signs(self, least: int, sample: bytes) -> list[bytes]:
        """Those of the format within, where each record is one of it and the wrapper knows no level."""
        known = getattr(self._inner.format, "signs", None) if self._inner and self._strict else None
        if known is None or not self._wrapper.ONE:
            return []
        found: list[bytes] = known(least, self._wrapper.unwrapped(sample))
        return [one for sign in found for one in ([sign] if sign not in _OWN else _apart(sign))]

    def level(self, record: bytes) -> int:
        text = self._wrapper.unwrapped(record)
        return self.of(text).level(text) or self._wrapper.level(record)

    def inside(self, record: bytes) -> bytes:
        """What the program itself wrote."""
        return self._wrapper.unwrapped(record)

    def message(self, record: bytes) -> bytes:
        text = self._wrapper.unwrapped(record)
        return self.of(text).message(text)

    def field(self, record: bytes, name: bytes) -> bytes | None:
        text = self._wrapper.unwrapped(record)
        found = self.of(text).field(text, name)
        return self._wrapper.field(record, name) if found is None else found


class Prefixed(Wrapped):
    """A wrapper without a time of its own around one format of those within: the time is that one's."""

    def __init__(self, wrapper: Wrapper, inner: Reading, form: Format) -> None:
        super().__init__(wrapper, inner, True)
        self.STAMPS = form.STAMPS
        self._form = form

    def begin(self, stamp: bytes) -> bytes:
        return self._wrapper.begin(b"", formats.LEAD + self._form.begin(stamp))


def wholly(pattern: bytes) -> re.Pattern[bytes]:
    """At the beginning of any line."""
    return re.compile(rb"(?m:^)" + formats.LEAD + pattern)
