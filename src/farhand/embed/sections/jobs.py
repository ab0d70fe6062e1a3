"""The last runs of batch jobs on this host."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from farhand.embed.jobs import flush
from farhand.embed.jobs.judged import rows as rows_of
from farhand.embed.process import Process
from farhand.embed.sections import Row


def told(process: Process) -> list[dict[str, Any]]:
    flush(process)
    return rows_of(process, time.time())


def merged(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """All workers read the same files; one of them may have read a moment later."""
    known = {job["name"]: job for _, part in rows for job in part}
    return [known[name] for name in sorted(known)]
