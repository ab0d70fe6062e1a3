"""An item that a command prints. It runs in a process group of its own, and that group ends with the item.

What it prints is read while it runs, never more than its limit is kept, and a grandchild that ignores every
polite signal or holds the output open ends at the deadline with all others.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from dataclasses import replace
from typing import Any

from farhand.bundle.model import ABSENT, DENIED, TIMED_OUT, Item
from farhand.bundle.ways import Taken, Work
from farhand.bundle.ways._cut import Kept
from farhand.deadline import Deadline

#: Seconds that output may still come in once the command itself has ended.
_LINGER = 0.3
#: Bytes of standard error that are kept, for the reason.
_REASON = 4096
_REFUSED = (
    "permission denied",
    "not permitted",
    "access denied",
    "forbidden",
    "unauthorized",
    "must be root",
)


def take(item: Item, work: Work) -> Taken:
    try:
        process = _begun(item)
    except FileNotFoundError:
        return Taken(outcome=ABSENT, says=f"{item.argv[0]} is not installed here, or not on the PATH")
    except PermissionError as error:
        return Taken(outcome=DENIED, says=f"{item.argv[0]} could not be started: {error.strerror}")
    kept, reason = Kept(item.part, work.limit), bytearray()
    try:
        in_time = work.groups.add(process.pid) and _read(process, work.deadline, kept, reason)
    finally:
        status = _end(process)
        work.groups.drop(process.pid)
    return _taken(item, kept, in_time, status, reason.decode("utf-8", "replace"))


def _begun(item: Item) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        item.argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "LC_ALL": "C", "PAGER": "cat", "SYSTEMD_COLORS": "0", "NO_COLOR": "1"},
    )


def _read(process: subprocess.Popen[bytes], deadline: Deadline, kept: Kept, reason: bytearray) -> bool:
    """Read until both ends are closed, enough is there or time is up. True where time was not up."""
    with selectors.DefaultSelector() as selector:
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
            selector.register(pipe, selectors.EVENT_READ)
        left = deadline
        while selector.get_map() and not left.over and not kept.full:
            ready = selector.select(min(0.1, left.left()))
            for key, _ in ready:
                _piece(selector, key.fileobj, process, kept, reason)
            if not ready and left is deadline and _has_ended(process):
                left = deadline.within(_LINGER)  # somebody else holds its output open
        return not (selector.get_map() and deadline.over)


def _piece(
    selector: selectors.BaseSelector,
    pipe: Any,
    process: subprocess.Popen[bytes],
    kept: Kept,
    reason: bytearray,
) -> None:
    data = os.read(pipe.fileno(), 1 << 16)
    if not data:
        selector.unregister(pipe)
    elif pipe is process.stdout:
        kept.add(data)
    else:
        reason += data[: max(0, _REASON - len(reason))]


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Without reaping it: as long as it is not reaped, its group's number belongs to nobody else."""
    found = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return found is not None


def _end(process: subprocess.Popen[bytes]) -> int:
    """End the whole group, whoever of it still lives; the command's own exit status."""
    polite = Deadline(_LINGER)
    while not _has_ended(process) and not polite.over and _is_closed(process):
        time.sleep(0.01)
    kill(process.pid)
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
    try:
        return process.wait(1.0)
    except subprocess.TimeoutExpired:  # it hangs in the kernel: it is left behind
        return -signal.SIGKILL


def _is_closed(process: subprocess.Popen[bytes]) -> bool:
    """True where it has closed its output, and so is about to end by itself."""
    assert process.stdout is not None
    try:
        return os.read(process.stdout.fileno(), 1) == b""
    except (OSError, ValueError):
        return False


def kill(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _taken(item: Item, kept: Kept, in_time: bool, status: int, reason: str) -> Taken:
    last = reason.strip().splitlines()[-1][:300] if reason.strip() else ""
    if kept.seen == 0:
        return Taken(*_nothing(item, in_time, status, reason.lower(), last))
    if not in_time:
        return kept.taken(False, f"not at its end after {item.seconds:g} s: what it had printed by then")
    says = f"it ended with status {status}: {last}" if status > 0 else ""
    return replace(kept.taken(not kept.full, says), status=max(0, status))


def _nothing(item: Item, in_time: bool, status: int, reason: str, last: str) -> tuple[bytes, str, str]:
    if not in_time:
        return b"", TIMED_OUT, f"no answer within {item.seconds:g} s"
    if status == 0:
        return b"", ABSENT, "it printed nothing"
    refused = any(word in reason for word in _REFUSED)
    return b"", DENIED if refused else ABSENT, last or f"it ended with status {status}"
