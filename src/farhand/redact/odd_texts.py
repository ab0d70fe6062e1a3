"""Texts that the redactor is shown in another form than they have; they come out as they were.

UTF-16 without its mark gets one, which is not written. NULs between words (an environment) become line ends
with a sign behind them, so that a secret ends where its word does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, cast

from farhand.archives import kinds
from farhand.redact import parallel

if TYPE_CHECKING:
    from farhand.redact.redactor import Redactor
    from farhand.redact.tally import Tally

#: What stands for a NUL while it is redacted: a line end, and a sign that no environment holds behind one.
_NUL = b"\n\x1e"


def text(
    redactor: Redactor, source: BinaryIO, head: bytes, sink: BinaryIO, tally: Tally | None = None
) -> None:
    """Redact one text, of which `head` is the beginning, as `Redactor.stream` does."""
    codec = kinds.utf16(head)
    if not codec and kinds.is_environ(head):
        lined, sink_of = _Lined(source), _Unlined(sink)
        redactor.stream(cast(BinaryIO, lined), cast(BinaryIO, sink_of), tally)
        sink_of.finish()
        return
    if not codec:
        parallel.copy(redactor, source, sink, tally)
        return
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        redactor.stream(source, sink, tally)
        return
    marked = _Marked(b"\xff\xfe" if codec == "utf-16-le" else b"\xfe\xff", source)
    redactor.stream(cast(BinaryIO, marked), cast(BinaryIO, _Without(2, sink)), tally)


class _Marked:
    """A file with bytes in front."""

    def __init__(self, front: bytes, source: BinaryIO) -> None:
        self._front, self._source = front, source

    def read(self, size: int = -1) -> bytes:
        front, self._front = self._front, b""
        return front + self._source.read(size if size < 0 else max(size - len(front), 0))


class _Without:
    """A file that leaves out the first bytes that are written to it."""

    def __init__(self, count: int, sink: BinaryIO) -> None:
        self._count, self._sink = count, sink

    def write(self, data: bytes) -> int:
        skip = min(self._count, len(data))
        self._count -= skip
        self._sink.write(data[skip:])
        return len(data)

    def flush(self) -> None:
        self._sink.flush()


class _Lined:
    """A file with each NUL as a line end."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def read(self, size: int = -1) -> bytes:
        return self._source.read(size).replace(b"\0", _NUL)


class _Unlined:
    """A file to which the NULs are given back."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink, self._waits = sink, b""

    def write(self, data: bytes) -> int:
        data = self._waits + data
        self._waits = b"\n" if data.endswith(b"\n") else b""
        self._sink.write(data[: len(data) - len(self._waits)].replace(_NUL, b"\0"))
        return len(data)

    def flush(self) -> None:
        self._sink.flush()

    def finish(self) -> None:
        self._sink.write(self._waits)
        self._sink.flush()
