"""A small process beside a started copy: where Farhand is killed outright, it ends what was begun.  I/O.

It reads a pipe of which only Farhand holds the other end, so it wakes whatever Farhand died of. A process
that has shaken off session, parents and environment is found by Farhand alone, to which orphans fall.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from farhand.isolate import processes

_DONE = b"done"
_ROUNDS = 40
_SOURCE = """\
import sys
sys.path.insert(0, sys.argv[3])
from farhand.isolate.start import guard
guard.watch(sys.argv[1], sys.argv[2])
"""


class Guard:
    """The watching process. `done` lets it go; it is in no group that Farhand's own end is sent to."""

    def __init__(self, mark: str, scratch: str) -> None:
        root = str(Path(__file__).parents[3])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _SOURCE, mark, scratch, root],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )

    def began(self, pid: int) -> None:
        self._tell(b"%d\n" % pid)

    def done(self) -> None:
        if self._process.stdin and not self._process.stdin.closed:
            self._tell(_DONE)
            self._process.stdin.close()
        self._process.wait()

    def _tell(self, word: bytes) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(word)
            self._process.stdin.flush()
        except OSError:
            return  # somebody has ended it: then nobody watches


def watch(mark: str, scratch: str) -> None:
    """Waits for the other end to close, then ends all that has the mark, its session and its children."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    told = sys.stdin.buffer.read()
    if told.endswith(_DONE):
        return
    first = told.split(b"\n")[0]
    pids = [int(first)] if first.isdigit() else []
    for _ in range(_ROUNDS):
        left = [pid for pid in processes.begun(mark, pids) if pid != os.getpid() and processes.alive(pid)]
        if not left:
            break
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                continue
        time.sleep(0.05)
    shutil.rmtree(scratch, ignore_errors=True)
