"""Which processes of the app are alive on this host, and what each says of itself.  I/O.

Every process keeps one file, `worker-PID.json`. A number of a process is used again after its end, so the
file also holds the tick at which the process began; a file whose process is gone is removed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from farhand.control import folder
from farhand.model import nothing

#: Seconds after which a silent process of another process namespace counts as gone.
SILENT = 10.0


@dataclass(frozen=True)
class Worker:
    """One process of the app. `says` is what the parts inside it have to tell (see `embed/parts`)."""

    pid: int
    ticks: int  # clock ticks from boot to its start
    space: str = ""  # process namespace in which `pid` counts
    role: str = ""  # web, celery, script, ...
    config: str = ""  # digest of declaration and environment: workers that differ were configured differently
    started: str = ""  # RFC 3339
    socket: str = ""  # path of its own socket
    generation: int = 0  # of the orders it has carried out
    says: Mapping[str, Any] = field(default_factory=nothing)


def myself() -> tuple[int, int, str]:
    """Process number, start tick and process namespace of this process."""
    return os.getpid(), ticks_of("self") or 0, space_of("self")


def ticks_of(pid: int | str) -> int | None:
    """Clock ticks from boot to the start of a process; None where there is none (proc_pid_stat(5))."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            after_name = file.read(4096).rpartition(")")[2].split()
        return None if after_name[0] in "ZX" else int(after_name[19])
    except (OSError, ValueError, IndexError):
        return None


def space_of(pid: int | str) -> str:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return ""


def file_of(place: Path, pid: int) -> Path:
    return place / f"worker-{pid}.json"


def sign_in(place: Path, worker: Worker) -> None:
    """Write down that this process is there and what it says. Raises OSError."""
    folder.write(file_of(place, worker.pid), {**vars(worker), "says": dict(worker.says)})


def sign_out(place: Path, pid: int) -> None:
    folder.drop(file_of(place, pid))


def workers(place: Path, clean: bool = True) -> list[Worker]:
    """The processes that are alive, by their number. Files of the dead are removed on the way."""
    found = []
    for path in sorted(place.glob("worker-*.json")):
        worker = _of(folder.read(path))
        if worker and _alive(worker, path):
            found.append(worker)
        elif clean:
            _reap(path, worker)
    return sorted(found, key=lambda w: w.pid)


def _of(document: Mapping[str, Any] | None) -> Worker | None:
    if not document:
        return None
    known = {k: v for k, v in document.items() if k in Worker.__dataclass_fields__}
    try:
        return Worker(**{**known, "pid": int(known["pid"]), "ticks": int(known["ticks"])})
    except (KeyError, TypeError, ValueError):
        return None


def _alive(worker: Worker, path: Path) -> bool:
    if worker.space == space_of("self"):
        return ticks_of(worker.pid) == worker.ticks
    try:
        return time.time() - path.stat().st_mtime < SILENT
    except OSError:
        return False


def _reap(path: Path, worker: Worker | None) -> None:
    folder.drop(path)
    if worker and worker.socket and Path(worker.socket).parent == path.parent:
        folder.drop(Path(worker.socket))


def sockets(place: Path) -> Iterator[tuple[Worker, str]]:
    """Every living process that can be asked, with the path of its socket."""
    for worker in workers(place):
        if worker.socket:
            yield worker, worker.socket
