"""What a worker can tell in numbers: one file each, found by listing, never registered.

A file has `read(process) -> dict`, called in Farhand's own thread every few seconds. All of them together are
one plain JSON table, which stands in the census, so that any worker can tell every worker's numbers:

    started_s cpu_s memory_bytes memory_limit_bytes descriptors descriptors_limit threads loop_lag_s
    gc_pause_s gc_longest_s gc_runs {"0": n} logs {"INFO": n} logs_added logs_dropped workers_expected
    pools [{"name", "library", "size", "most", "in_use", "idle", "waiting"}]  levels [{"logger", "level"}]

What is not known is left out. A source that raises costs only its own part.
"""

from __future__ import annotations

from typing import Any

from farhand.embed import listing
from farhand.embed.process import Process


def read(process: Process) -> dict[str, Any]:
    """All that the sources tell now."""
    told: dict[str, Any] = {}
    for source in listing.modules(__name__, __path__):
        told.update(listing.attempt(process, source.__name__, source.read, process) or {})
    return {key: value for key, value in told.items() if value is not None}
