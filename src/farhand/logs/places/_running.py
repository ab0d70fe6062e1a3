"""A program that prints a log: in a process group of its own, with a deadline and a bound in bytes.  I/O."""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What says nothing to a person: `-- No entries --` of journalctl, and what kubectl logs about itself.
_NOTE = re.compile(r"-- .* --$|[IWE]\d{4} [\d:.]+ ")
_BLOCK, _REASON = 1 << 16, 4096
#: Seconds that somebody else may hold the output open once the program has ended.
_LINGER = 0.3


class Run:
    """One run. When `blocks` has ended, `status` is the exit status and `complaint` what stood on standard
    error; `missing`, `late` and `full` say what ended it otherwise."""

    def __init__(self, argv: Sequence[str], both: bool, seconds: float, limit: int) -> None:
        self.argv, self.both, self.seconds, self.limit = argv, both, seconds, limit
        self.status, self.complaint, self.missing = 0, b"", ""
        self.late = self.full = False
        self.enough = False  # set by who reads: what follows is not wanted

    def blocks(self) -> Iterator[bytes]:
        try:
            process = subprocess.Popen(
                self.argv,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if self.both else subprocess.PIPE,
                start_new_session=True,
                env={**os.environ, "LC_ALL": "C", "PAGER": "cat", "SYSTEMD_COLORS": "0", "NO_COLOR": "1"},
            )
        except OSError as error:
            self.missing = _not_started(self.argv[0], error)
            return
        try:
            yield from self._read(process)
        finally:
            self.status = _end(process, self.late or self.full or self.enough)

    def _read(self, process: subprocess.Popen[bytes]) -> Iterator[bytes]:
        end, seen = time.monotonic() + self.seconds, 0
        with selectors.DefaultSelector() as selector:
            for pipe in (process.stdout, process.stderr):
                if pipe is not None:
                    os.set_blocking(pipe.fileno(), False)
                    selector.register(pipe, selectors.EVENT_READ)
            while selector.get_map():
                self.late = time.monotonic() >= end
                self.full = seen >= self.limit
                if self.late or self.full or self.enough:
                    return
                ready = selector.select(min(0.1, max(0.0, end - time.monotonic())))
                if not ready and process.poll() is not None:
                    end = min(end, time.monotonic() + _LINGER)
                for key, _ in ready:
                    data = os.read(key.fd, _BLOCK)
                    if not data:
                        selector.unregister(key.fileobj)
                    elif key.fileobj is process.stdout:
                        data = data[: self.limit - seen]
                        seen += len(data)
                        if data:
                            yield data
                    else:
                        self.complaint = (self.complaint + data)[-_REASON:]
        self.full = seen >= self.limit  # a tool that was told the bound ends there by itself


def _not_started(program: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{program} is not installed here, or not on the PATH"
    return f"{program} could not be started: {error.strerror}"


def _end(process: subprocess.Popen[bytes], forced: bool) -> int:
    """End the whole group, whoever of it still lives; the program's own exit status, 0 where it was ended."""
    if not forced:
        try:
            process.wait(_LINGER)
        except subprocess.TimeoutExpired:
            forced = True
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
    status = process.wait()
    return 0 if forced else status


def told(run: Run, own: Sequence[bytes], anything: bool) -> tuple[str, bool]:
    """What is to be said of a run, and whether something of the log may be missing.

    `own` are lines that the program said of itself, `anything` whether a line of the log was among them.
    """
    said = b"\n".join((*own, *run.complaint.splitlines())).decode("utf-8", "replace")
    rows = [line.strip() for line in said.splitlines() if line.strip() and not _NOTE.match(line)]
    last = "; ".join(rows[-3:])[:400]
    if run.missing:
        return run.missing, True
    if run.late:
        return f"{run.argv[0]} was not at its end after {run.seconds:g} s: what it had printed by then", True
    if run.full:
        return f"{run.argv[0]} was stopped at {run.limit} bytes: what it printed before", True
    if run.status:
        return last or f"{run.argv[0]} ended with status {run.status}", True
    if not anything:
        why = f": {last}" if last else ""
        return f"{run.argv[0]} has nothing of that time under that name{why}", bool(last)
    return last, False
