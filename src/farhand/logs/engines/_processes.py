"""Pieces spread over processes of this machine; one that is lost costs a retry, not the result."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading

from farhand.logs.engines import part
from farhand.logs.mining import Summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from farhand.logs.engines.part import Done
    from farhand.logs.engines.settings import Settings
    from farhand.logs.engines.watch import Watch
    from farhand.logs.engines.work import Piece

#: How often one piece is tried, and seconds between two looks at whether it is to be stopped.
TRIES, _LOOK = 3, 0.2
#: (piece, how often it was tried)
Jobs = queue.Queue  # of tuple[Piece, int]


class _Worker(threading.Thread):
    """One process, fed by a thread: a piece as a line of JSON in, its length and bytes out."""

    def __init__(self, jobs: Jobs[tuple[Piece, int]], results: Jobs[object], settings: Settings) -> None:
        super().__init__(daemon=True)
        self._jobs, self._results, self._settings = jobs, results, settings
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while True:
            try:
                piece, tried = self._jobs.get_nowait()
            except queue.Empty:
                break
            self._results.put(self._one(piece, tried))
        self.end()

    def _one(self, piece: Piece, tried: int) -> Done | BaseException:
        try:
            for _ in range(tried, TRIES):
                data = self._asked(piece)
                if data is not None:
                    return part.of_bytes(data)
        except BaseException as error:  # told to who waits for it
            return error
        why = f"bytes {piece.begin} to {piece.end}: the process that read it ended {TRIES} times"
        return part.Done(piece.name, Summary(), 0, why)

    def _asked(self, piece: Piece) -> bytes | None:
        """The answer of the process; None where there is none any more."""
        process = self._process = self._process or _started()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(json.dumps([list(piece), self._settings.plain]).encode() + b"\n")
            process.stdin.flush()
            size = int.from_bytes(_exactly(process, 8), "big")
            return _exactly(process, size)
        except (OSError, EOFError):
            self.end()
            return None

    def end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                try:
                    pipe.close()  # type: ignore[union-attr]
                except OSError:
                    pass


def _exactly(process: subprocess.Popen[bytes], size: int) -> bytes:
    data = process.stdout.read(size) if process.stdout else b""
    if len(data) < size:
        raise EOFError
    return data


def _started() -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(
        [sys.executable, "-m", "farhand.logs.engines.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=env,
        start_new_session=True,  # Ctrl-C is for who waits for them
    )


def spread(pieces: Sequence[Piece], settings: Settings, watch: Watch, count: int) -> Iterator[Done]:
    """Largest first, so that none is left alone at the end."""
    jobs: Jobs[tuple[Piece, int]] = queue.Queue()
    results: Jobs[object] = queue.Queue()
    for piece in sorted(pieces, key=lambda one: -one.bytes):
        jobs.put((piece, 0))
    workers = [_Worker(jobs, results, settings) for _ in range(count)]
    for worker in workers:
        worker.start()
    try:
        yield from _taken(results, len(pieces), watch)
    finally:
        with jobs.mutex:
            jobs.queue.clear()
        for worker in workers:
            worker.end()


def _taken(results: Jobs[object], count: int, watch: Watch) -> Iterator[Done]:
    while count and not watch.stop:
        try:
            found = results.get(timeout=_LOOK)
        except queue.Empty:
            continue
        if isinstance(found, BaseException):
            raise found
        assert isinstance(found, part.Done)
        watch.read(found.read)
        yield found
        count -= 1
