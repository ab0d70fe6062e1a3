"""What a process leaves behind: its last state, written now and then while it lives, and at its end.

At the end it is written from `atexit`, which runs after sys.exit, the last line and an uncaught exception;
not after a signal that nobody handles, nor after kill -9: then the latest one counts, at most `EVERY` old.
"""

from __future__ import annotations

import os
import time

from farhand.control import last_state
from farhand.embed import process as processes
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

#: Seconds between two states while it lives; that the end of a process with an uncaught exception may wait
#: for the probe of what made it fail; records, errors and captures in a state.
EVERY, PATIENCE = 10.0, 3.0
_RECORDS, _ERRORS, _FAILURES = 50, 10, 5
#: Bytes of a file, of which the records are the first to go.
_MOST_BYTES = 512 * 1024


class LastWords:
    """What is known of the end of this process."""

    def __init__(self) -> None:
        self.error: dict[str, Any] = {}


def uncaught(error: BaseException) -> None:
    """An exception that nobody caught ends the process: what it was, and what lay behind it."""
    process = processes.current()
    if process is None or process.pid != os.getpid():
        return
    try:
        _probe_behind(process, error)
        process.of(LastWords).error = _told(process, error)
    except Exception as trouble:
        process.trouble(f"last state: {type(trouble).__name__}: {trouble}")


def _probe_behind(process: Process, error: BaseException) -> None:
    """The process ends in any case; where a dependency made it fail, it may wait for the evidence."""
    from farhand.embed import failures
    from farhand.embed.failures.failures import Failures

    failures.note(error, source="uncaught")
    _folder(process)
    process.of(Failures).settle(process, PATIENCE)


def _told(process: Process, error: BaseException) -> dict[str, Any]:
    from farhand.embed.failures import capture, describe

    seen = describe.sighting(error, "", "uncaught", ())
    return capture.exception(capture.masked(seen.links, process), seen.place)


def ended(how: str) -> None:
    """Write down that this process ends, and how: at its exit, or when its server shuts the app down."""
    process = processes.current()
    if process is None or process.pid != os.getpid():
        return
    try:
        write(process, last_state.UNCAUGHT if process.of(LastWords).error else how)
    except Exception as trouble:
        process.trouble(f"last state: {type(trouble).__name__}: {trouble}")


def at_exit() -> None:
    """The interpreter ends."""
    process = processes.current()
    if process is not None:
        _folder(process)
    ended(last_state.EXIT)


def _folder(process: Process) -> None:
    """A script may end before the beat has made its run folder."""
    if process.folder is None and process.pid == os.getpid():
        from farhand.embed.parts import census

        census.settled(process)


def write(process: Process, how: str = "") -> None:
    """Write the state as it is now. Raises OSError."""
    if process.folder is not None:
        import json

        made = document(process, how)
        if len(json.dumps(made, default=str)) > _MOST_BYTES:
            made.update(records=[], errors=[])
        last_state.write(process.folder, made)


def document(process: Process, how: str = "") -> dict[str, Any]:
    """`farhand.last-state/1`, masked. What a room that is not there would tell is left out."""
    from farhand.control import census, orders
    from farhand.embed.failures import capture
    from farhand.embed.failures.failures import Failures

    now = time.time()
    pid, ticks, space = census.myself()
    made = {
        "schema": last_state.SCHEMA,
        "pid": pid,
        "ticks": ticks,
        "space": space,
        "boot": orders.boot(),
        "app": process.settings.name,
        "role": process.role,
        "version": process.settings.version,
        "started": capture.stamp(process.began),
        "at": capture.stamp(now),
        "ended": capture.stamp(now) if how else "",
        "how": how,
        "error": process.of(LastWords).error,
        "uptime_s": round(now - process.began, 1),
        "failures": process.of(Failures).told()[-_FAILURES:],
        "problems": process.problems[-20:],
    }
    for part in (_memory, _files, _states, _records):
        made.update(_guarded(process, part))
    return made


def _guarded(process: Process, part: Callable[[Process], Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        return part(process)
    except Exception as error:  # one part less is better than no word at all
        process.trouble(f"last state: {part.__name__}: {type(error).__name__}: {error}")
        return {}


def _memory(process: Process) -> Mapping[str, Any]:
    """Memory now and at most (proc_pid_status(5)), and the group's limit and kills."""
    from farhand.hostfacts import cgroup, read

    rows = dict(line.partition(":")[::2] for line in (read.text("/proc/self/status") or "").splitlines())
    names = {"rss_kib": "VmRSS", "most_kib": "VmHWM", "threads": "Threads"}
    found = {k: int(rows[v].split()[0]) for k, v in names.items() if rows.get(v, "").split()[:1]}
    return {"memory": found, "cgroup": cgroup.memory("self")}


def _files(process: Process) -> Mapping[str, Any]:
    import resource

    return {
        "files": len(os.listdir("/proc/self/fd")),
        "files_most": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
    }


def _states(process: Process) -> Mapping[str, Any]:
    """How the dependencies were, as the process that looks at them has seen them."""
    from dataclasses import asdict

    from farhand.embed.health.board import Board

    return {"states": [asdict(s) for s in process.of(Board).snapshot(process).states]}


def _records(process: Process) -> Mapping[str, Any]:
    """The last records and the latest errors, masked as /admin/logs and /admin/errors mask them."""
    from farhand.embed.records import knowing, query
    from farhand.embed.records.errors import Errors
    from farhand.embed.records.guards import Full
    from farhand.embed.records.ring import Ring

    knowing.learn(process)
    wanted, full = query.asked({"limit": str(_RECORDS)}, time.time()), process.of(Full)
    rows = query.rows(process.of(Ring), wanted, full)
    return {"records": rows, "errors": process.of(Errors).rows(full.text)[:_ERRORS]}
