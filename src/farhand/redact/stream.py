"""Bytes in, redacted bytes out, in bounded memory.

The text goes through a window. What is before the window's cut is written; lines already written stay
in view for a while as context, and the last lines are held back until their context is there too. A
secret that touches the cut moves the cut before itself. A line without end is cut the same way, by
characters. A secret that is longer than the largest window hides the rest of its line.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from farhand.redact.redactor import Redactor
    from farhand.redact.rules import Span
    from farhand.redact.tally import Tally

#: Bytes read at once; characters kept in view before and held back after the cut; the largest window.
BLOCK, CONTEXT, HELD, LARGEST = 1 << 20, 4096, 1 << 16, 1 << 24


def copy(
    redactor: Redactor,
    source: BinaryIO,
    sink: BinaryIO,
    block: int = BLOCK,
    largest: int = LARGEST,
    tally: Tally | None = None,
) -> None:
    """Copy all of `source` to `sink`, redacted.

    Where reading fails in the middle (a damaged archive), what came before is written first, and the
    error raised then. Where redacting or writing fails, nothing more is written.
    """
    codec, first, mark = _codec(source.read(4))
    sink.write(mark)
    window = _Window(redactor, min(HELD, max(block, 1024)), largest)
    window.tally = tally
    pieces = _Reader(source, first, codec, block)
    for text in pieces:
        for part in window.feed(text):
            sink.write(_bytes(part, codec))
    for part in window.finish():
        sink.write(_bytes(part, codec))
    sink.write(pieces.odd)
    sink.flush()
    if pieces.error:
        raise pieces.error


def values(redactor: Redactor, source: BinaryIO) -> dict[str, str]:
    """Every value that `copy` would hide, by its mark."""
    codec, first, _ = _codec(source.read(4))
    window = _Window(redactor, HELD, LARGEST)
    hidden: dict[str, str] = {}
    window.hidden = hidden
    for text in _Reader(source, first, codec, BLOCK):
        for _part in window.feed(text):
            pass
    for _part in window.finish():
        pass
    return hidden


def _codec(head: bytes) -> tuple[str, bytes, bytes]:
    """The encoding, the bytes still to decode, and the byte order mark. PowerShell's `>` writes UTF-16."""
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark) and head not in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
            return codec, head[2:], mark
    return "utf-8", head, b""


class _Reader:
    """Decoded pieces. Bytes that are no text in UTF-8 come as surrogates and go out as they came."""

    def __init__(self, source: BinaryIO, first: bytes, codec: str, block: int) -> None:
        self._source, self._rest, self._codec, self._block = source, first, codec, block
        self.error: Exception | None = None

    def __iter__(self) -> Iterator[str]:
        while True:
            data = self._read()
            if not data:
                break
            data = self._rest + data
            whole = _whole(data) if self._codec == "utf-8" else _whole_wide(data, self._codec)
            self._rest = data[whole:]
            yield _text(data[:whole], self._codec)
        if self._rest and self._codec == "utf-8":
            yield _text(self._rest, self._codec)
            self._rest = b""

    @property
    def odd(self) -> bytes:
        """Half a UTF-16 character at the very end: no text, so it is copied as it is."""
        return self._rest

    def _read(self) -> bytes:
        try:
            return self._source.read(self._block)
        except Exception as error:  # told by `copy`, after what came before it is written
            self.error = error
            return b""


def _text(data: bytes, codec: str) -> str:
    return data.decode(codec, "surrogateescape" if codec == "utf-8" else "surrogatepass")


def _bytes(text: str, codec: str) -> bytes:
    return text.encode(codec, "surrogateescape" if codec == "utf-8" else "surrogatepass")


def _whole_wide(data: bytes, codec: str) -> int:
    """How many bytes end with a whole UTF-16 character, not with the first half of a pair."""
    whole = len(data) & ~1
    if whole >= 2 and 0xD8 <= data[whole - 1 if codec == "utf-16-le" else whole - 2] < 0xDC:
        return whole - 2
    return whole


def _whole(data: bytes) -> int:
    """How many bytes end with a whole UTF-8 character."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte & 0xC0 == 0x80:
            continue
        need = 4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC0 else 1
        return len(data) - back if need > back else len(data)
    return len(data)


def _straddling(spans: list[Span], cut: int) -> Iterator[int]:
    """Where a secret of several lines (a PEM key) begins that has lines on both sides of the cut."""
    after = {s.value for s in spans if s.start >= cut and len(s.value) > 64}
    yield from (s.start for s in spans if s.start < cut and s.value in after)


class _Window:
    """The text in view: `_text[:_written]` is out already and only context."""

    def __init__(self, redactor: Redactor, held: int, largest: int) -> None:
        self._redactor, self._held, self._largest = redactor, held, largest
        self._text, self._written = "", 0
        self._wanted = 0  # no cut was found: wait until the window has this length
        self.tally: Tally | None = None
        self.hidden: dict[str, str] | None = None  # the values that were hidden, if anybody asks
        self._swallow = False  # the rest of this line belongs to a secret too long to hold

    def feed(self, text: str) -> Iterator[str]:
        """Take more text; yields what may be written."""
        self._text += self._swallowed(text)
        if len(self._text) - self._written >= max(self._wanted, 2 * self._held):
            yield from self._advance(final=False)

    def finish(self) -> Iterator[str]:
        yield from self._advance(final=True)

    def _advance(self, final: bool) -> Iterator[str]:
        spans = self._redactor.spans(self._text)
        cut = len(self._text) if final else self._cut(spans)
        if cut <= self._written and not final:
            if len(self._text) - self._written < self._largest:
                self._wanted = 2 * (len(self._text) - self._written)
                return
            cut, self._swallow = len(self._text), True
        if self.hidden is not None:
            mark = self._redactor.mark
            self.hidden.update((mark(s.value, s.kind), s.value) for s in spans)
        yield self._redactor.rendered(self._text, self._written, cut, spans, self.tally)
        self._wanted = 0
        self._keep(cut)

    def _cut(self, spans: list[Span]) -> int:
        """Where to cut: before the last lines, or within a long line; never within a secret."""
        text, last = self._text, len(self._text) - self._held
        line = text.rfind("\n", self._written, max(last, self._written)) + 1
        cut = line or last
        for span in reversed(spans):
            if span.start < cut and (span.end > cut or span.end == len(text)):
                cut = span.start
        return min([cut, *_straddling(spans, cut)])

    def _swallowed(self, text: str) -> str:
        if not self._swallow:
            return text
        line = text.find("\n")
        self._swallow = line < 0
        return "" if line < 0 else text[line:]

    def _keep(self, cut: int) -> None:
        """Forget what is far behind the cut; the context begins with a line where that is near."""
        first = max(0, cut - CONTEXT)
        line = self._text.find("\n", first, cut)
        first = line + 1 if 0 <= line < cut - 1 and first else first
        self._text, self._written = self._text[first:], cut - first
