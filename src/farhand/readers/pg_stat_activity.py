"""What PostgreSQL says of its sessions: pg_stat_activity, pg_locks, pg_stat_replication, show
max_connections.

Who waits for whom, who holds a transaction open, and how full the server is stands in these tables only;
logs speak of it when it is too late. All forms of psql are read: aligned, unaligned, expanded, and bare
rows (-At).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from farhand.readers import Part, Sign, _pg_replication, _pg_sessions
from farhand.readers._pg_examples import EXAMPLES as EXAMPLES
from farhand.readers._tables import Row, Table, tables

WORDS = (
    "pid",
    "state",
    "wait_event",
    "query",
    "lag",
    "max_connections",
    "granted",
    "locktype",
    "usename",
    "datname",
    "active|",
    "idle|",
    "count",
)
QUIET = True
#: Tables this near to each other are weighed together: sessions and the limit that they must stay under.
_NEAR = 4
_RUNNING = frozenset(("active", "idle", "idle in transaction", "idle in transaction (aborted)"))


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    begin = end = -1
    for table in _known(lines):
        if begin >= 0 and table.first - end <= _NEAR and not _speaks(lines[end : table.first]):
            end = table.end
            continue
        if begin >= 0:
            yield begin, end
        begin, end = table.first, table.end
    if begin >= 0:
        yield begin, end


def read(part: Part) -> Iterator[Sign]:
    known = list(_known(part.lines))
    signs = [*_pg_sessions.signs(known), *_pg_replication.signs(known)]
    faults = [s for s in signs if s.cause]
    yield from faults or signs


def _speaks(lines: Sequence[str]) -> bool:
    """Messages between tables are for the signatures and must not be inside a quiet part."""
    return any(word in line for line in lines for word in ("ERROR", "FATAL", "rror:", "WARNING"))


def _known(lines: Sequence[str]) -> Iterator[Table]:
    """The tables of these views, and rows without a head."""
    after = 0
    for table in tables(lines):
        yield from _bare(lines, after, table.first)
        after = table.end
        if _pg_sessions.knows(table) or _pg_replication.knows(table):
            yield table
    yield from _bare(lines, after, len(lines))


def _bare(lines: Sequence[str], begin: int, end: int) -> Iterator[Table]:
    """Rows of `psql -At`: the state of a session tells them, and what the fields look like names them."""
    rows = [row for at in range(begin, end) if "|" in lines[at] and (row := _bare_row(lines, at))]
    if rows:
        columns = tuple(dict.fromkeys(name for row in rows for name in row.cells))
        yield Table(_asked(lines, rows[0].at), rows[-1].at + 1, columns, tuple(rows))


def _bare_row(lines: Sequence[str], at: int) -> Row | None:
    fields = [f.strip() for f in lines[at].split("|")]
    state = next((n for n, f in enumerate(fields[:20]) if f in _RUNNING), -1)
    if fields[0].startswith(("-", "+")) or lines[at].startswith(" "):
        return None
    if state >= 0:
        return Row(at, dict(reversed([("state", fields[state]), *_named(fields, state)])))
    return _without_state(lines, at, fields)


def _without_state(lines: Sequence[str], at: int, fields: Sequence[str]) -> Row | None:
    """Answers to the questions that are mostly asked: what runs longest, how many of how many, how far
    behind."""
    if len(fields) >= 3 and fields[0].isdigit() and _pg_sessions.is_interval(fields[1]):
        return Row(at, {"state": "active", "pid": fields[0], "age": fields[1], "query": fields[2]})
    if len(fields) == 2 and all(f.isdigit() for f in fields) and _asked(lines, at) < at:
        return Row(at, {"count": fields[0], "max_connections": fields[1]})
    if "streaming" in fields and _pg_sessions.is_interval(fields[-1]):
        return Row(at, {"client_addr": fields[0], "state": "streaming", "replay_lag": fields[-1]})
    return None


def _asked(lines: Sequence[str], at: int) -> int:
    """The line just above that asks for the limit; the row itself where none does."""
    return next((n for n in range(max(0, at - 3), at) if "max_connections" in lines[n]), at)


def _named(fields: Sequence[str], state: int) -> Iterator[tuple[str, str]]:
    if fields[0].isdigit():
        yield "pid", fields[0]
    elif fields[-1].isdigit() or (state + 1 < len(fields) and fields[state + 1].isdigit()):
        yield "count", next(f for f in (*fields[state + 1 :], fields[-1]) if f.isdigit())
    for place, field in enumerate(fields):
        if field in ("Lock", "LWLock", "Client", "IO", "IPC", "Timeout", "Activity", "BufferPin"):
            yield "wait_event_type", field
        elif _pg_sessions.is_interval(field):
            yield "age", field
        elif place == len(fields) - 1 and place > state and not field.isdigit():
            yield "query", field
