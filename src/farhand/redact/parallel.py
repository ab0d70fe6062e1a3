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
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, cast

from farhand.redact.policy import Policy
from farhand.redact.redactor import Redactor
from farhand.redact.tally import Tally

if TYPE_CHECKING:
    Done = tuple[bytes, Tally]

#: Pieces of a file that is redacted by one process.
_FEW = 3
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
                self.left = cast(BinaryIO, _Chained(rest, self._source))
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
    processes = processes or len(os.sched_getaffinity(0))
    if processes == 1:
        redactor.stream(source, sink, tally)
        return
    cut = Cut(source, piece)
    pieces = iter(cut)
    first = list(islice(pieces, _FEW + 1))
    if len(first) <= _FEW:  # not worth the start of a process
        rest = cast(BinaryIO, _Chained(b"".join(first), cut.left or BytesIO()))
        redactor.stream(rest, sink, tally)
    else:
        _by_many(redactor, chain(first, pieces), sink, tally, processes)
        if cut.left is not None:
            redactor.stream(cut.left, sink, tally)
    sink.flush()
    if cut.error:
        raise cut.error


def _by_many(
    redactor: Redactor, pieces: Iterator[bytes], sink: BinaryIO, tally: Tally | None, processes: int
) -> None:
    waiting: deque[Future[Done]] = deque()
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=_settings(redactor)) as pool:
        try:
            for before, body, after in _surrounded(pieces):
                waiting.append(pool.submit(_redacted, before, body, after))
                if len(waiting) > processes + 1:
                    _write(waiting.popleft(), sink, tally)
            while waiting:
                _write(waiting.popleft(), sink, tally)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


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
    _end_with_it()
    _Own.redactor = Redactor(secrets, key, policy)


def _end_with_it() -> None:
    """Linux: this process ends when the one that writes does, however that ends."""
    import ctypes

    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
    except (OSError, AttributeError):
        pass


def _redacted(before: bytes, body: bytes, after: bytes) -> Done:
    parts = [part.decode("utf-8", "surrogateescape") for part in (before, body, after)]
    text, first = "".join(parts), len(parts[0])
    tally = Tally()
    spans = _Own.redactor.spans(text)
    said = _Own.redactor.rendered(text, first, first + len(parts[1]), spans, tally)
    return said.encode("utf-8", "surrogateescape"), tally
