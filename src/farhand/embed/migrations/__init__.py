"""Which migrations the database lacks, and which it has that this build does not know: one file per tool.

A file has `look(process) -> list of rows`. The scripts are read as text, so that none of them runs; the
database is asked by a connection of Farhand's own, never through a pool of the app's.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from farhand.embed import listing, threads
from farhand.embed.process import Process

#: Seconds for which an answer holds; longer after an error, because a refused login may lock the account.
FRESH, FRESH_AFTER_ERROR = 60.0, 600.0
#: Seconds that whoever asks waits for it.
PATIENCE = 1.5
#: Names that are listed of one kind.
MOST = 50


class Migrations:
    """What was seen last, and the one look that is under way."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] | None = None
        self.until = 0.0
        self.under_way: threading.Thread | None = None
        self.lock = threading.Lock()


def every() -> list[Any]:
    return listing.modules(__name__, __path__)


def told(process: Process) -> list[dict[str, Any]] | None:
    """What is known, looked at anew where that is old. None: not known in time; then it is a moment later."""
    held = process.of(Migrations)
    with held.lock:
        hung = held.under_way is not None and held.under_way.is_alive()
        if not hung and (held.rows is None or time.monotonic() > held.until):
            held.under_way = threads.start("farhand-migrations", _look, process, held)
        thread = held.under_way
    if thread is not None:
        thread.join(PATIENCE)
    return held.rows if thread is None or not thread.is_alive() else None


def _look(process: Process, held: Migrations) -> None:
    rows: list[dict[str, Any]] = []
    for tool in every():
        rows += listing.attempt(process, tool.__name__, tool.look, process) or []
    failed = any(row["outcome"] == "unknown" for row in rows)
    held.until = time.monotonic() + (FRESH_AFTER_ERROR if failed else FRESH)
    held.rows = rows


def row(tool: str, database: str, pending: list[str], strange: list[str], **more: Any) -> dict[str, Any]:
    """The row of one database. `strange` are migrations that it has and that this build does not know."""
    parts = [f"{len(pending)} migrations are not applied yet: {', '.join(pending[:3])}" if pending else ""]
    if strange:
        parts.append(f"the database has {', '.join(strange[:3])}, which this build of the app does not know")
    says = "; ".join(part for part in parts if part) or "all migrations are applied"
    outcome = "warn" if pending or strange else "pass"
    told = {"tool": tool, "database": database, "outcome": outcome, "says": says}
    return {**told, "pending": pending[:MOST], "unknown_to_code": strange[:MOST], **more}


def not_seen(tool: str, database: str, why: str) -> dict[str, Any]:
    return {"tool": tool, "database": database, "outcome": "unknown", "says": why}


def why(process: Process, error: BaseException) -> str:
    """The error's class and first line, masked."""
    first = str(error).strip().partition("\n")[0]
    return f"the database cannot be asked: {type(error).__name__}: {process.redactor.text(first)[:200]}"
