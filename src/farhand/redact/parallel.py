"""One file, all cores: pieces that end at line ends are redacted by several processes and written in order.

Each piece is looked at with some lines before and after it, so that the result is that of `stream.copy`. It
fails closed: a process that dies ends the copy, and nothing is written after the last whole piece before it.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from farhand.redact.policy import Policy
from farhand.redact.redactor import Redactor
from farhand.redact.tally import Tally

if TYPE_CHECKING:
    Done = tuple[bytes, Tally]

#: Bytes of a piece, of its surroundings on each side, and of the longest line that is held.
PIECE, AROUND, LONGEST = 1 << 21, 1 << 16, 1 << 24


class Cut:
    """A source as pieces of whole lines. Where a line is too long to hold, `left` has all from there on."""

    def __init__(self, source: BinaryIO, piece: int = PIECE, longest: int = LONGEST) -> None:
        self._source, self._piece, self._longest = source, piece, longest
        self.left: BinaryIO | None = None
        self.error: Exception | None = None  # reading failed; what came before it has been given out

    def __iter__(self) -> Iterator[bytes]:
        rest = b""
        while data := self._read():
            rest += data
            end = rest.rfind(b"\n") + 1
            if end:
                yield rest[:end]
                rest = rest[end:]
            elif len(rest) > self._longest:
                self.left = _Chained(rest, self._source)  # type: ignore[assignment]
                return
        if rest:
            yield rest

    def _read(self) -> bytes:
        try:
            return self._source.read(self._piece)
        except Exception as error:
            self.error = error
            return b""


class _Chained:
    """Some bytes, then a source."""

    def __init__(self, first: bytes, then: BinaryIO) -> None:
        self._first, self._then = BytesIO(first), then

    def read(self, size: int = -1) -> bytes:
        return self._first.read(size) or self._then.read(size)


def copy(
    redactor: Redactor,
    source: BinaryIO,
    sink: BinaryIO,
    tally: Tally | None = None,
    processes: int = 0,
    piece: int = PIECE,
) -> None:
    """Copy all of `source`, text in UTF-8 or ASCII, to `sink`, redacted. Raises as `stream.copy` does."""
    processes = processes or os.cpu_count() or 1
    cut, waiting = Cut(source, piece), deque["Future[Done]"]()
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=_settings(redactor)) as pool:
        try:
            for before, body, after in _surrounded(iter(cut)):
                waiting.append(pool.submit(_redacted, before, body, after))
                if len(waiting) > processes + 1:
                    _write(waiting.popleft(), sink, tally)
            while waiting:
                _write(waiting.popleft(), sink, tally)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if cut.left is not None:
        redactor.stream(cut.left, sink, tally)
    sink.flush()
    if cut.error:
        raise cut.error


def _surrounded(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Each piece with the last lines before it and the first lines after it."""
    before, body = b"", next(pieces, b"")
    while body:
        following = next(pieces, b"")
        cut = following.rfind(b"\n", 0, AROUND) + 1
        yield before, body, following[:cut]
        start = body.find(b"\n", max(0, len(body) - AROUND)) + 1 if len(body) > AROUND else 0
        before, body = body[start:], following


def _write(done: Future[Done], sink: BinaryIO, tally: Tally | None) -> None:
    data, counted = done.result()
    sink.write(data)
    if tally is not None:
        tally.join(counted)


def _settings(redactor: Redactor) -> tuple[set[str], bytes, Policy]:
    return set(redactor.secrets), redactor.key, redactor.policy


class _Own:
    """The redactor of this process."""

    redactor: Redactor


def _begin(secrets: set[str], key: bytes, policy: Policy) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes
    _Own.redactor = Redactor(secrets, key, policy)


def _redacted(before: bytes, body: bytes, after: bytes) -> Done:
    parts = [part.decode("utf-8", "surrogateescape") for part in (before, body, after)]
    text, first = "".join(parts), len(parts[0])
    tally = Tally()
    spans = _Own.redactor.spans(text)
    said = _Own.redactor.rendered(text, first, first + len(parts[1]), spans, tally)
    return said.encode("utf-8", "surrogateescape"), tally
