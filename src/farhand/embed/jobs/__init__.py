"""When each batch job ran last, how it ended and how old its last success is; kept beyond the process's end.

    with farhand.job("nightly-invoices", max_age="26h") as run:
        run.rows = 1200

    @farhand.job("cleanup", max_age="2h")
    def cleanup(): ...

Every job has one file in the run folder, `job-NAME.json`. Nothing here raises into the job, and an error of
the job goes on to the app as it was.
"""

from __future__ import annotations

import functools
import os
import re
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from farhand.control import census, folder
from farhand.embed.process import Process, current

F = TypeVar("F", bound=Callable[..., Any])

#: Runs and jobs that are remembered, and seconds between two writes of one job's file.
KEPT, MOST, PAUSE = 5, 200, 1.0
_FILE = "job-{}.json"


class Run:
    """One run of a job. `rows` is for the app to set: what it worked through."""

    def __init__(self, name: str, source: str = "job", max_age: float | None = None) -> None:
        self.name, self.source, self.max_age = name, source, max_age
        self.rows: int | None = None
        self.began = time.time()
        self._clock = time.monotonic()

    def begin_at(self, seconds: float) -> None:
        """It began earlier than now: seconds since 1970."""
        self._clock -= max(0.0, self.began - seconds)
        self.began = min(self.began, seconds)

    def as_row(self, error: BaseException | str | None) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": f"{os.getpid()}-{time.monotonic_ns():x}",
            "started": stamp(self.began),
            "ended": stamp(time.time()),
            "took_s": round(time.monotonic() - self._clock, 3),
            "exit": "failed" if failed(error) else "done",
        }
        if isinstance(self.rows, int):
            row["rows"] = self.rows
        return {**row, "error": _masked(error)} if failed(error) else row


def failed(error: BaseException | str | None) -> bool:
    """`sys.exit(0)` is a good end."""
    if isinstance(error, SystemExit):
        return error.code not in (None, 0)
    return error is not None


def _masked(error: BaseException | str | None) -> str:
    """Class and message, masked; only the class where there is nothing to mask with."""
    kind = error if isinstance(error, str) else type(error).__name__
    process = current()
    if process is None or isinstance(error, str):
        return process.redactor.text(kind)[:500] if process and kind else str(kind).partition(":")[0]
    try:
        return process.redactor.text(f"{kind}: {error}")[:500]
    except Exception:
        return kind


class job:
    """A context manager and decorator around one job. `max_age`: how old its last success may be, `26h`."""

    def __init__(self, name: str, *, max_age: str | float | None = None) -> None:
        from farhand.target.units import duration

        self._name = name
        self._max_age = duration(max_age) if max_age is not None else None
        self._runs = threading.local()

    def __call__(self, function: F) -> F:
        @functools.wraps(function)
        def run(*given: Any, **named: Any) -> Any:
            with self:
                return function(*given, **named)

        return run  # type: ignore[return-value]

    def __enter__(self) -> Run:
        run = Run(self._name, max_age=self._max_age)
        self._runs.stack = [*getattr(self._runs, "stack", ()), run]
        begun(run)
        return run

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        *before, run = self._runs.stack
        self._runs.stack = before
        ended(run, error)


class Jobs:
    """What this process knows of its jobs and has not written down yet."""

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, Any]] = {}
        self.unwritten: set[str] = set()
        self.written: dict[str, float] = {}
        self.lock = threading.Lock()
        self.at_exit = False


#: Of a script in which nothing is installed.
_alone = Jobs()


def begun(run: Run) -> None:
    _change(
        run, {"running": {"since": stamp(run.began), "pid": os.getpid(), "ticks": census.ticks_of("self")}}
    )


def ended(run: Run, error: BaseException | str | None) -> None:
    row = run.as_row(error)
    _change(run, {"running": None, "last_failure" if failed(error) else "last_success": row}, row)


def _change(run: Run, change: Mapping[str, Any], row: Mapping[str, Any] | None = None) -> None:
    """Remember it, and write it down unless that was done just now. Never raises."""
    try:
        process = current()
        jobs = process.of(Jobs) if process else _alone
        with jobs.lock:
            document = _document(jobs, process, run)
            document.update(change)
            if row is not None:
                document["runs"] = [*document.get("runs", ()), row][-KEPT:]
            jobs.unwritten.add(run.name)
        if time.monotonic() - jobs.written.get(run.name, -1e9) > PAUSE:
            flush(process, run.name)
        elif not jobs.at_exit:
            _flush_at_exit(jobs)
    except Exception as error:
        if current() is not None:
            current().trouble(f"the job {run.name!r} is not noted: {type(error).__name__}")  # type: ignore[union-attr]


def _flush_at_exit(jobs: Jobs) -> None:
    import atexit

    jobs.at_exit = True
    atexit.register(lambda: flush(current()))


def _document(jobs: Jobs, process: Process | None, run: Run) -> dict[str, Any]:
    if run.name not in jobs.documents:
        if len(jobs.documents) >= MOST:
            raise ValueError(f"more than {MOST} jobs")
        place = _place(process)
        jobs.documents[run.name] = (folder.read(place / _file(run.name)) if place else None) or {}
    document = jobs.documents[run.name]
    document.update(schema="farhand.job/1", name=run.name, source=run.source)
    if run.max_age is not None:
        document["max_age_s"] = run.max_age
    return document


def flush(process: Process | None, name: str = "") -> None:
    """Write down what is not written yet. Never raises."""
    jobs = process.of(Jobs) if process else _alone
    place = _place(process)
    for one in [name] if name else list(jobs.unwritten):
        with jobs.lock:
            jobs.unwritten.discard(one)
            document = dict(jobs.documents.get(one, {}))
        jobs.written[one] = time.monotonic()
        try:
            if place and document:
                folder.write(place / _file(one), _merged(folder.read(place / _file(one)) or {}, document))
        except OSError as error:
            if process is not None:
                process.trouble(f"the runs of jobs cannot be kept: {error.strerror}")


def _merged(there: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """With what other processes have written of the same job meanwhile."""
    both: dict[str, Any] = {**there, **own}
    for key in ("last_success", "last_failure"):
        rows = [row for row in (there.get(key), own.get(key)) if row]
        both[key] = max(rows, key=lambda row: str(row.get("ended")), default=None)
    runs = {str(row): row for row in (*there.get("runs", ()), *own.get("runs", ()))}
    both["runs"] = sorted(runs.values(), key=lambda row: str(row.get("ended")))[-KEPT:]
    other = there.get("running") or {}
    if not own.get("running") and other.get("pid") not in (None, os.getpid()):
        both["running"] = other if census.ticks_of(other["pid"]) == other.get("ticks") else None
    return both


def _place(process: Process | None) -> Path | None:
    """The run folder; that of the declaration next to the script where nothing is installed."""
    if process is not None and process.folder is not None:
        return process.folder
    from farhand.embed.settings import Settings

    try:
        settings = process.settings if process else Settings("", lambda says: None)
        return folder.make(settings.name, str(settings.embed.get("run_dir") or ""))
    except Exception:
        return None


def _file(name: str) -> str:
    return _FILE.format(re.sub(r"[^A-Za-z0-9._-]+", "-", name)[:80] or "job")


def known(place: Path | None) -> list[dict[str, Any]]:
    """The documents of all jobs that ever ran on this host, by name."""
    files = sorted(place.glob(_FILE.format("*")))[: 2 * MOST] if place else []
    return [document for document in map(folder.read, files) if document and document.get("name")]


def stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
