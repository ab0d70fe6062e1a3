"""One start of the app: in a session and scratch home of its own, and ended with all that it began.  I/O.

What it has begun is found again by three signs: its session, the mark in its environment, and its parents
(this process becomes the one that orphans fall to). So also a grandchild that has made itself a daemon ends.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from farhand.deadline import Deadline
from farhand.isolate import processes
from farhand.isolate.start.guard import Guard

#: Bytes of its output that are kept: of the beginning and of the end.
FIRST, LAST = 64 << 10, 256 << 10
#: Seconds that it has to end by itself, and rounds in which what is left is ended.
POLITE, _ROUNDS = 3.0, 40
MARK = "FARHAND_ISOLATE"
_SUBREAPER = 36


@dataclass(frozen=True)
class Who:
    """The user that the app runs as; None: this one."""

    uid: int | None = None

    @property
    def group(self) -> int | None:
        if self.uid is None:
            return None
        try:
            return pwd.getpwuid(self.uid).pw_gid
        except KeyError:
            return self.uid

    @property
    def others(self) -> list[int] | None:
        if self.uid is None:
            return None
        try:
            name = pwd.getpwuid(self.uid)
        except KeyError:
            return []
        return os.getgrouplist(name.pw_name, name.pw_gid)


class Output:
    """What it prints, while it runs: the beginning and the end of it."""

    def __init__(self, pipe: int) -> None:
        self._pipe, self._lock = pipe, threading.Lock()
        self._first, self._last, self._seen = bytearray(), bytearray(), 0
        self._thread = threading.Thread(target=self._drain, name="farhand-output", daemon=True)
        self._thread.start()

    def _drain(self) -> None:
        while True:
            try:
                data = os.read(self._pipe, 1 << 16)
            except OSError:
                return
            if not data:
                os.close(self._pipe)
                return
            with self._lock:
                self._add(data)

    def _add(self, data: bytes) -> None:
        self._seen += len(data)
        room = FIRST - len(self._first)
        self._first += data[: max(0, room)]
        self._last += data[max(0, room) :]
        if len(self._last) > 2 * LAST:
            del self._last[:-LAST]

    def settle(self) -> None:
        """After its end: what it has said last may still be on its way."""
        self._thread.join(1.0)

    def text(self) -> str:
        with self._lock:
            lost = self._seen - len(self._first) - len(self._last)
            gap = f"\n[{lost} bytes left out]\n".encode() if lost > 0 else b""
            return (bytes(self._first) + gap + bytes(self._last)).decode("utf-8", "replace")


class Run:
    """A started copy. `close` ends all of it and removes the scratch folder; it may be called twice."""

    def __init__(self, words: Sequence[str], environ: Mapping[str, str], cwd: str, who: Who) -> None:
        """Raises OSError where it cannot be begun."""
        self.mark = f"{MARK}={secrets.token_hex(8)}"
        self._scratch = tempfile.mkdtemp(prefix="farhand-start-")
        try:
            self._hand_over(who)
            self._guard = Guard(self.mark, self._scratch)
            self._before = frozenset(_children())
            _adopt(True)
            self._process = self._begun(words, environ, cwd, who)
            self._guard.began(self.pid)
        except BaseException:
            if hasattr(self, "_guard"):
                self._guard.done()
            shutil.rmtree(self._scratch, ignore_errors=True)
            _adopt(False)
            raise

    def _hand_over(self, who: Who) -> None:
        if who.uid is not None:
            os.chown(self._scratch, who.uid, who.group or who.uid)

    def _begun(
        self, words: Sequence[str], environ: Mapping[str, str], cwd: str, who: Who
    ) -> subprocess.Popen[bytes]:
        name, _, value = self.mark.partition("=")
        here = {"HOME": self._scratch, "TMPDIR": self._scratch, "XDG_CACHE_HOME": self._scratch}
        reads, writes = os.pipe()
        try:
            process: subprocess.Popen[bytes] = subprocess.Popen(
                list(words),
                stdin=subprocess.DEVNULL,
                stdout=writes,
                stderr=writes,
                cwd=cwd,
                env={**environ, **here, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", name: value},
                start_new_session=True,
                user=who.uid,
                group=who.group,
                extra_groups=who.others,
            )
        except BaseException:
            os.close(reads)
            raise
        finally:
            os.close(writes)
        self.output = Output(reads)
        return process

    @property
    def pid(self) -> int:
        return self._process.pid

    def status(self) -> int | None:
        """Its exit status, below zero for a signal; None while it runs."""
        ended = self._process.poll()
        if ended is not None:
            self.output.settle()
        return ended

    def members(self) -> list[int]:
        """All processes of it that live."""
        found = processes.begun(self.mark, [self.pid])
        known = [s for pid in processes.every() if (s := processes.stat(pid))]
        found |= {s.pid for s in known if s.parent == os.getpid() and s.pid not in self._before}
        return [pid for pid in processes.family(found) if pid != os.getpid() and processes.alive(pid)]

    def close(self) -> None:
        try:
            self._end()
        finally:
            _adopt(False)
            self._guard.done()
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _end(self) -> None:
        """Politely first, then all that is left, until nothing of it is."""
        self._send(self.members(), signal.SIGTERM)
        polite = Deadline(POLITE)
        while self.members() and not polite.over:
            self._reap(0.05)
        for _ in range(_ROUNDS):
            left = self.members()
            if not left:
                break
            self._send(left, signal.SIGKILL)
            self._reap(0.05)
        self._reap(0.0)

    def _send(self, pids: Sequence[int], number: int) -> None:
        for pid in pids:
            try:
                os.kill(pid, number)
            except OSError:
                continue

    def _reap(self, seconds: float) -> None:
        """Give the kernel back what has ended: the process itself, and orphans that fell to us."""
        try:
            self._process.wait(seconds or 0.01)
        except subprocess.TimeoutExpired:
            pass
        for pid in processes.every():
            found = processes.stat(pid)
            fell = found and found.state == "Z" and found.parent == os.getpid()
            if fell and pid != self.pid and pid not in self._before:
                try:
                    os.waitpid(pid, os.WNOHANG)
                except OSError:
                    continue
        if seconds and self.status() is not None:
            threading.Event().wait(seconds)


def _children() -> list[int]:
    return [pid for pid in processes.every() if (s := processes.stat(pid)) and s.parent == os.getpid()]


def _adopt(on: bool) -> None:
    """Orphans of what we begin fall to us, not to the first process (Linux only)."""
    try:
        ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, int(on), 0, 0, 0)
    except (OSError, AttributeError):
        return
