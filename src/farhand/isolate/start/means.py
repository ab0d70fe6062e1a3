"""What a start that did not work means: its exit status and what it has printed.  Pure."""

from __future__ import annotations

import errno
import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from farhand.model import FAIL, PASS, UNKNOWN, Finding, Quote, Result

EXITED, HANGS, UP, UNSTARTED = "exited", "hangs", "up", "unstarted"
CHECK = "isolate"
_CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGILL, signal.SIGBUS, signal.SIGFPE, signal.SIGTRAP}
#: Lines of its output that are shown.
_SHOWN = 12


@dataclass(frozen=True)
class Outcome:
    """How a start ended. `status`: exit status, or minus a signal."""

    how: str
    status: int | None = None
    seconds: float = 0.0
    error: int = 0  # errno, where it could not be begun
    program: str = ""
    oom_kills: int = 0  # of its memory group, meanwhile
    ports: tuple[int, ...] = ()  # at which it listens
    waits: tuple[str, ...] = ()  # dependencies that do not answer its connects
    live: str = ""  # what it answered: "/livez 200"
    lines: tuple[str, ...] = field(default=())  # what it printed last, masked


def result(outcome: Outcome) -> Result:
    """One row, with the finding that the exit status alone supports."""
    found = _finding(outcome)
    told = {FAIL: says(outcome), UNKNOWN: says(outcome), PASS: says(outcome)}
    kind = PASS if outcome.how == UP else FAIL
    findings = (found,) if found else ()
    return Result(CHECK, "start", "start", kind, told[kind], facts=_facts(outcome), findings=findings)


def says(o: Outcome) -> str:
    """One plain sentence."""
    if o.how == UNSTARTED:
        return f"{o.program} could not be begun: {errno.errorcode.get(o.error, o.error)}"
    if o.how == EXITED:
        return f"it ends by itself after {o.seconds:.1f} s, without any request, {status_says(o.status)}"
    where = ", ".join(map(str, o.ports))
    if o.how == HANGS:
        wait = f"; it waits for {', '.join(o.waits)}" if o.waits else ""
        at = f"listens at {where}, and does not answer" if o.ports else "does not listen at any port"
        return f"after {o.seconds:.0f} s it runs, but {at}{wait}"
    return (
        f"it is up after {o.seconds:.1f} s and stays up"
        + (f": listens at {where}" if where else "")
        + (f", {o.live}" if o.live else "")
    )


def status_says(status: int | None) -> str:
    if status is None:
        return "with a status that could not be seen"
    if status >= 0:
        return f"with status {status}"
    try:
        return f"by signal {signal.Signals(-status).name}"
    except ValueError:
        return f"by signal {-status}"


def _finding(o: Outcome) -> Finding | None:
    why = says(o)
    quotes = tuple(Quote("output of the start", 0, line) for line in o.lines[-3:])
    made = _cause(o)
    if made is None:
        return None
    cause, sure, others = made
    subject = o.waits[0] if cause == "tcp.timeout" else "start"
    first = Quote("start", 0, why)
    params: dict[str, Any] = {"host": subject, "command": o.program}
    return Finding(
        cause, sure, why, params, others, subject=subject, check=CHECK, stage="start", says=why,
        evidence=(first, *quotes),
    )  # fmt: skip


def _cause(o: Outcome) -> tuple[str, float, tuple[str, ...] | None] | None:
    """Cause, confidence, and what is not excluded, by what the kernel says alone."""
    if o.how == UNSTARTED:
        return _unstarted(o.error)
    if o.how == HANGS:
        return ("tcp.timeout", 0.75, None) if o.waits else None
    if o.how != EXITED or o.status is None:
        return None
    killed = o.status in (-signal.SIGKILL, 128 + signal.SIGKILL)
    if killed and o.oom_kills:
        return "memory.oom_killed", 0.93, ()
    if killed:
        return "memory.oom_killed", 0.55, None
    number = -o.status if o.status < 0 else o.status - 128
    if number in _CRASHES:
        return "exec.crashed", 0.9, ()
    if o.status == 127:
        return "exec.command_missing", 0.8, None
    if o.status == 126:
        return "exec.not_runnable", 0.6, ("fs.permission",)
    return "container.crash_loop", 0.6, None


def _unstarted(number: int) -> tuple[str, float, tuple[str, ...] | None]:
    if number in (errno.ENOENT, errno.ENOTDIR):
        return "exec.command_missing", 0.92, ()
    if number in (errno.ENOEXEC, errno.ELIBBAD, errno.ELIBACC):
        return "exec.not_runnable", 0.92, ()
    if number in (errno.EAGAIN,):
        return "limits.processes", 0.8, ()
    if number in (errno.ENOMEM,):
        return "memory.exhausted", 0.7, ()
    return "fs.permission", 0.85, ("exec.not_runnable",)


def _facts(o: Outcome) -> dict[str, Any]:
    return {
        "how": o.how,
        "status": o.status,
        "seconds": round(o.seconds, 1),
        "ports": list(o.ports),
        "live": o.live,
        "last_lines": list(o.lines[-_SHOWN:]),
    }


_PORT = re.compile(r"(?:port|:|address[^\n]{0,40}?)\s?\(?'?(?:[\d.]{7,15}'?[,:]\s?)?(\d{2,5})\b")
_IN_USE = re.compile(r"address already in use|EADDRINUSE|port \d+ is (?:already )?in use|Errno 98", re.I)


def port_in_use(lines: Sequence[str]) -> tuple[bool, list[int]]:
    """Does the output say that a port is taken, and which numbers stand beside that."""
    told = [n for n, line in enumerate(lines) if _IN_USE.search(line)]
    near = "\n".join("\n".join(lines[max(0, n - 2) : n + 2]) for n in told)
    return bool(told), [int(p) for p in dict.fromkeys(_PORT.findall(near)) if 0 < int(p) < 65536]
