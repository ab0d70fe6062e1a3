"""Several looks at once, so that asking ten questions takes no longer than asking the slowest."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any

from farhand.deadline import Deadline


def together(jobs: Mapping[str, Callable[[], Any]], deadline: Deadline) -> dict[str, Any]:
    """The results of all jobs that were done in time, by name; a job that raises is left out."""
    done: queue.SimpleQueue[tuple[str, bool, Any]] = queue.SimpleQueue()
    for name, job in jobs.items():
        threading.Thread(target=_run, args=(name, job, done), daemon=True).start()
    results: dict[str, Any] = {}
    for _ in jobs:
        try:
            name, good, value = done.get(timeout=max(0.001, deadline.left()))
        except queue.Empty:
            break
        if good:
            results[name] = value
    return {name: results[name] for name in jobs if name in results}


def _run(name: str, job: Callable[[], Any], done: queue.SimpleQueue[tuple[str, bool, Any]]) -> None:
    try:
        done.put((name, True, job()))
    except Exception as error:
        done.put((name, False, error))
