"""Sessions of PostgreSQL: lock waits, open transactions, long statements, and how many there may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from farhand.readers import Sign
from farhand.readers._tables import Row, Table, seconds

#: Seconds: a wait that counts, a statement that is slow, an open transaction that is left behind.
_WAITS, _SLOW, _VERY_SLOW, _OPEN = 1.0, 10.0, 60.0, 60.0
#: Sessions left in transactions that make a leak; slots that PostgreSQL keeps for superusers by default.
_LEAK, _KEPT = 3, 3
_INTERVAL = re.compile(r"(?:\d+ days? )?-?\d{2,}:\d\d:\d\d(?:\.\d+)?$")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d(?::?\d\d)?)?$")
#: Work of the server itself and of tools that takes long by nature.
_LONG_BY_NATURE = re.compile(
    r"\s*(?:autovacuum:|vacuum|analyze|create (?:unique )?index|reindex|cluster|refresh|copy|"
    r"start_replication|base_backup|listen|fetch|checkpoint|alter table .{0,80}validate)|pg_sleep\(86400",
    re.IGNORECASE,
)
_MAX = ("max_connections", "max_conn", "current_setting", "setting", "max")
_IN_TRANSACTION = "idle in transaction"


def knows(table: Table) -> bool:
    columns = set(table.columns)
    return bool(
        ("state" in columns and columns & {"pid", "procpid", "count", "query", "usename", "wait_event"})
        or ("max_connections" in columns and len(columns) <= 6)
        or columns >= {"count", "current_setting"}
        or columns >= {"locktype", "granted"}
        or columns >= {"pid", "wait_event_type"}
        or columns & {"blocked_pid", "blocking_pid", "blocked_by", "pg_blocking_pids"}
    )


def is_interval(text: str) -> bool:
    return bool(_INTERVAL.match(text))


def signs(known: Sequence[Table]) -> Iterator[Sign]:
    sessions = [t for t in known if t.has("state") and t.rows and not t.has("count") and not _other(t)]
    for table in sessions:
        yield from _of_sessions(table)
    for table in known:
        if table.has("locktype", "granted"):
            yield from _locks(table)
        elif set(table.columns) & {"blocked_pid", "blocking_pid", "blocked_by", "pg_blocking_pids"}:
            yield from _blocked(table)
        elif table.has("state", "count"):
            yield from _grouped(table)
    yield from _full(known, sessions)


def _other(table: Table) -> bool:
    return table.has("sent_lsn") or table.has("sync_state")


def _of_sessions(table: Table) -> Iterator[Sign]:
    now = max((t for row in table.rows for v in row.cells.values() if (t := _moment(v))), default=0.0)
    ages = {row.at: _age(row, now) for row in table.rows}
    waiting = [row for row in table.rows if _waits(row, ages[row.at])]
    left = [r for r in table.rows if _is_left(r) and (_open_for(r, now) or ages[r.at] or 0) >= _OPEN]
    if waiting:
        yield _lock_wait(table, waiting, ages)
    elif left:
        yield _left_open(left, ages)
    slow = [r for r in table.rows if r not in waiting and _is_slow(r, ages[r.at])]
    if slow:
        yield _slow(max(slow, key=lambda r: ages[r.at] or 0), ages, len(slow))
    if not (waiting or left or slow) and _all_told(table, ages):
        yield Sign(0, healthy="no session of PostgreSQL waits for a lock or runs long", subject="postgres")


def _all_told(table: Table, ages: dict[int, float | None]) -> bool:
    """Only where waits and times are shown does silence mean anything."""
    told = table.has("wait_event_type") or table.has("waiting")
    return told and any(age is not None for age in ages.values()) and not any(map(_is_left, table.rows))


def _waits(row: Row, age: float | None) -> bool:
    lock = row.text("wait_event_type") == "Lock" or row.text("waiting") in ("t", "true")
    return lock and (age is None or age >= _WAITS)


def _is_left(row: Row) -> bool:
    return row.text("state").startswith(_IN_TRANSACTION)


def _is_slow(row: Row, age: float | None) -> bool:
    query = row.text("query", "left", "substr", "substring")
    background = row.text("backend_type") not in ("", "client backend", "parallel worker")
    lock = row.text("wait_event_type") in ("Lock", "Activity")
    active = row.text("state") == "active" and not background and not lock
    return active and age is not None and age >= _SLOW and not _LONG_BY_NATURE.match(query)


def _lock_wait(table: Table, waiting: Sequence[Row], ages: dict[int, float | None]) -> Sign:
    first = max(waiting, key=lambda r: ages[r.at] or 0)
    longest = ages[first.at]
    holders = [row for row in table.rows if _is_left(row)]
    why = f"{_sessions(len(waiting))} for a lock" + (f", the longest for {longest:.0f} s" if longest else "")
    if holders:
        pid = holders[0].text("pid", "procpid")
        why += f"; session {pid} is idle in a transaction".replace("session  ", "another ")
    also = tuple(r.at for r in (*holders, *waiting) if r is not first)[:6]
    return Sign(first.at, "postgres.locks", 0.88 if longest else 0.8, why, "postgres", also=also)


def _sessions(count: int) -> str:
    return "1 session waits" if count == 1 else f"{count} sessions wait"


def _left_open(left: Sequence[Row], ages: dict[int, float | None]) -> Sign:
    count, longest = len(left), max((ages[r.at] or 0 for r in left), default=0)
    who = "1 session has" if count == 1 else f"{count} sessions have"
    why = f"{who} been idle in a transaction for up to {longest:.0f} s: not handed back by the app"
    also = tuple(row.at for row in left[1:6])
    return Sign(left[0].at, "db.pool_exhausted", 0.6 if count >= _LEAK else 0.4, why, "postgres", also=also)


def _slow(row: Row, ages: dict[int, float | None], count: int) -> Sign:
    age = ages[row.at] or 0
    query = " ".join(row.text("query", "left", "substr", "substring").split())[:80]
    why = f"a statement has run for {age:.0f} s" + (f": {query}" if query else "")
    why += f" (and {count - 1} more)" if count > 1 else ""
    return Sign(row.at, "db.slow_query", 0.8 if age >= _VERY_SLOW else 0.55, why, "postgres")


def _locks(table: Table) -> Iterator[Sign]:
    refused = [row for row in table.rows if row.text("granted") in ("f", "false")]
    if refused:
        what = refused[0].text("relation", "relname", "locktype")
        why = f"{len(refused)} lock requests are not granted, the first on {what}"
        also = tuple(row.at for row in refused[1:6])
        yield Sign(refused[0].at, "postgres.locks", 0.72, why, "postgres", also=also)


def _blocked(table: Table) -> Iterator[Sign]:
    names = ("blocked_by", "blocking_pid", "pg_blocking_pids", "blocked_pid")
    rows = [row for row in table.rows if row.text(*names) not in ("", "{}")]
    if rows:
        why = f"{len(rows)} sessions are blocked by others, the first by session {rows[0].text(*names)}"
        yield Sign(rows[0].at, "postgres.locks", 0.85, why, "postgres", also=tuple(r.at for r in rows[1:6]))


def _grouped(table: Table) -> Iterator[Sign]:
    total = sum(row.number("count") or 0 for row in table.rows)
    left = [row for row in table.rows if _is_left(row)]
    count = sum(row.number("count") or 0 for row in left)
    age = max((_age(row, 0.0) or 0 for row in left), default=0.0)
    if count >= 5 and count >= total / 2 and (age >= _OPEN or age == 0):
        why = f"{count:.0f} of {total:.0f} sessions are idle in a transaction: not handed back by the app"
        yield Sign(left[0].at, "db.pool_exhausted", 0.65 if age else 0.55, why, "postgres")
    for row in table.rows:
        age = _age(row, 0.0) or 0
        if row.text("state") == "active" and age >= _VERY_SLOW:
            yield Sign(
                row.at, "db.slow_query", 0.6, f"an active session has been at it for {age:.0f} s", "postgres"
            )


def _full(known: Sequence[Table], sessions: Sequence[Table]) -> Iterator[Sign]:
    """The number of sessions against the server's limit, where both are shown."""
    for table, row in ((t, r) for t in known for r in t.rows):
        limit = row.number(*_MAX) if not table.has("state") else None
        if not limit or (not table.has("max_connections") and not table.has("count")):
            continue
        used = row.number("count", "used", "current_connections", "connections", "total") or _shown(
            known, sessions
        )
        if used:
            yield from _against(row.at, used, limit, bool(row.text("count", "used", "total")))


def _shown(known: Sequence[Table], sessions: Sequence[Table]) -> float:
    grouped = [t for t in known if t.has("state", "count")]
    if grouped:
        return sum(row.number("count") or 0 for row in grouped[0].rows)
    kinds = [row.text("backend_type") for t in sessions for row in t.rows]
    return float(sum(kind in ("", "client backend") for kind in kinds))


def _against(at: int, used: float, limit: float, exact: bool) -> Iterator[Sign]:
    why = f"{used:.0f} of {limit:.0f} connections of the server are used"
    if used >= limit - _KEPT and limit > 2 * _KEPT:
        yield Sign(at, "postgres.too_many_connections", 0.9, why, "postgres")
    elif used >= 0.9 * limit:
        yield Sign(at, "postgres.too_many_connections", 0.6, why, "postgres")
    elif exact and used <= 0.8 * limit:
        yield Sign(at, healthy=why, subject="postgres")


def _age(row: Row, now: float) -> float | None:
    """How long it has run: any column with an interval, else the time since the statement began."""
    shown = [
        v for k, v in row.cells.items() if is_interval(v) and k not in ("xact", "xact_age", "backend_age")
    ]
    if shown:
        return seconds(shown[0])
    told = row.text("age", "duration", "runtime", "seconds", "secs", "query_age", "age_seconds")
    if told and (number := seconds(told)) is not None:
        return number
    begun = _moment(row.text("query_start" if row.text("state") == "active" else "state_change"))
    return now - begun if now and begun else None


def _open_for(row: Row, now: float) -> float:
    begun = _moment(row.text("xact_start"))
    return now - begun if now and begun else 0.0


def _moment(text: str) -> float:
    found = _STAMP.match(text) if text[:2] in ("19", "20") else None
    if not found:
        return 0.0
    zone = (found[2] or "+00").replace(":", "")
    zone += "00" if len(zone) == 3 else ""
    try:
        return datetime.fromisoformat(found[1].replace(" ", "T") + zone[:3] + ":" + zone[3:]).timestamp()
    except ValueError:
        return 0.0
