"""What MySQL and MariaDB say of themselves: SHOW PROCESSLIST, SHOW STATUS, SHOW ENGINE INNODB STATUS, SHOW
REPLICA STATUS.

Row locks do not show as an error until they time out; the list of sessions and InnoDB's monitor show them
at once, and a replica that stands still is told by three fields only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from farhand.readers import Part, Sign, _mysql_innodb, _mysql_replica
from farhand.readers._mysql_examples import EXAMPLES as EXAMPLES
from farhand.readers._tables import Row, Table, tables

WORDS = (
    "Command",
    "COMMAND",
    "command",
    "ariable_name",
    "VARIABLE_NAME",
    "DEADLOCK",
    "INNODB",
    "InnoDB",
    "Slave_",
    "Replica_",
    "Source_",
    "Master_",
    "Seconds_Behind",
    "Last_IO",
    "Last_SQL",
    "slave_",
    "replica_",
)
QUIET = True
#: Seconds: a wait that counts, a statement that is slow.
_WAITS, _SLOW, _VERY_SLOW = 2, 10, 60
_NOT_WORK = ("sleep", "daemon", "binlog dump", "binlog dump gtid", "connect", "register slave", "slave_io",
    "slave_sql",
             "group replication")  # fmt: skip
_LOCKS = ("metadata lock", "level lock", "waiting for table lock", "global read lock", "row lock", "locked",
          "user lock", "waiting for lock", "table flush", "backup lock", "commit lock")  # fmt: skip
_LONG_BY_NATURE = (
    "alter table",
    "optimize",
    "analyze",
    "check table",
    "create index",
    "load data",
    "backup",
    "select /*!40001",
)
#: How a statement of InnoDB looks that waits for a row: MariaDB and MySQL have no state of their own for it.
_WRITES = ("updating", "update", "deleting from main table")
_LIMIT, _USED = "max_connections", "threads_connected"


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    yield from _mysql_innodb.find(lines)
    yield from _mysql_replica.find(lines)
    begin = end = -1
    for table in filter(_knows, tables(lines)):
        if begin >= 0 and table.first - end > 4:
            yield begin, end
            begin = -1
        begin, end = (table.first if begin < 0 else begin), table.end
    if begin >= 0:
        yield begin, end


def _knows(table: Table) -> bool:
    return table.has("id", "user", "command", "time") or (
        table.has("variable_name", "value") and bool(table.rows)
    )


def read(part: Part) -> Iterator[Sign]:
    known = list(filter(_knows, tables(part.lines)))
    if not known:
        yield from _mysql_innodb.signs(part.lines)
        yield from _mysql_replica.signs(part.lines)
        return
    sessions = [t for t in known if t.has("command")]
    signs = [s for t in sessions for s in _of_sessions(t)] + list(_of_numbers(known, sessions))
    yield from [s for s in signs if s.cause] or signs


def _of_sessions(table: Table) -> Iterator[Sign]:
    working = [
        r
        for r in table.rows
        if r.text("command").lower() not in _NOT_WORK and r.text("user") != "system user"
    ]
    waiting = [r for r in working if _waits(r)]
    writes = [r for r in working if r.text("state").lower() in _WRITES and _time(r) >= _WAITS]
    slow = [
        r for r in working if _time(r) >= _SLOW and not (_waits(r) or r in writes or _is_long_by_nature(r))
    ]
    if waiting:
        yield _lock(waiting, "wait for a lock", 0.88)
    elif len(writes) > 1:
        yield _lock(writes, "are held up in writing, as by a row lock", 0.55)
    if slow:
        yield _slow(max(slow, key=_time), len(slow))
    if len(table.rows) > 1 and not (waiting or slow or writes) and all(r.text("time") for r in working):
        yield Sign(0, healthy="no session of MySQL waits for a lock or runs long", subject="mysql")


def _time(row: Row) -> float:
    return row.number("time") or 0.0


def _waits(row: Row) -> bool:
    state = row.text("state").lower()
    return _time(row) >= _WAITS and any(word in state for word in _LOCKS)


def _is_long_by_nature(row: Row) -> bool:
    return (
        row.text("info").lower().lstrip().startswith(_LONG_BY_NATURE) or row.text("user") == "event_scheduler"
    )


def _lock(rows: Sequence[Row], what: str, weight: float) -> Sign:
    first = max(rows, key=_time)
    who = "1 session" if len(rows) == 1 else f"{len(rows)} sessions"
    state = first.text("state")
    why = f"{who} {what}, the longest for {_time(first):.0f} s ({state})".replace(
        "1 session wait ", "1 session waits "
    )
    also = tuple(r.at for r in rows if r is not first)[:6]
    return Sign(first.at, "mysql.locks", weight, why, "mysql", also=also)


def _slow(row: Row, count: int) -> Sign:
    age, query = _time(row), " ".join(row.text("info").split())[:80]
    why = f"a statement has run for {age:.0f} s" + (f": {query}" if query else "")
    why += f" (and {count - 1} more)" if count > 1 else ""
    return Sign(row.at, "db.slow_query", 0.8 if age >= _VERY_SLOW else 0.55, why, "mysql")


def _of_numbers(known: Sequence[Table], sessions: Sequence[Table]) -> Iterator[Sign]:
    """Variables and counters: how full the server is, and whether it has refused anybody."""
    told = {r.text("variable_name").lower(): r for t in known if t.has("variable_name") for r in t.rows}
    limit = told[_LIMIT].number("value") if _LIMIT in told else None
    if not limit:
        return
    used = (
        told[_USED].number("value")
        if _USED in told
        else float(max((len(t.rows) for t in sessions), default=0))
    )
    at = told.get(_USED, told[_LIMIT]).at
    most = told["max_used_connections"].number("value") if "max_used_connections" in told else None
    why = f"{used or 0:.0f} of {limit:.0f} connections of the server are used"
    if used and used >= 0.95 * limit:
        yield Sign(at, "mysql.too_many_connections", 0.9, why, "mysql")
    elif most and most >= limit:
        why = f"all {limit:.0f} connections were used at some time since the server's start"
        yield Sign(told["max_used_connections"].at, "mysql.too_many_connections", 0.55, why, "mysql")
    elif used and _USED in told:
        yield Sign(at, healthy=why, subject="mysql")
