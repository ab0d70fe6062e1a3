"""The console of PgBouncer: SHOW POOLS, SHOW CLIENTS, SHOW LISTS, SHOW DATABASES.

Clients that wait there look like a slow or silent database to the app; the database itself may be idle.
`cl_waiting` says that somebody waits and `maxwait` for how long, which no message in any log says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._tables import Row, Table, tables

WORDS = ("cl_active", "cl_waiting", "link", "list", "pool_size")
QUIET = True
#: Seconds that a client may wait before it counts; in between it is a pool that is just being filled.
_WAIT = 1.0


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for table in tables(lines):
        if _kind(table):
            yield table.first, table.end


def _kind(table: Table) -> str:
    if table.has("cl_active", "cl_waiting"):
        return "pools"
    if table.has("type", "state", "wait", "link") or table.has("type", "state", "ptr", "link"):
        return "clients"
    if table.has("list", "items"):
        return "lists"
    return "databases" if table.has("pool_size", "current_connections") else ""


def read(part: Part) -> Iterator[Sign]:
    for table in tables(part.lines):
        kind = _kind(table)
        if kind == "pools":
            yield from _pools(table)
        elif kind == "clients":
            yield from _clients(table)
        elif kind == "lists":
            yield from _lists(table)
        elif kind == "databases":
            yield from _databases(table)


def _pools(table: Table) -> Iterator[Sign]:
    rows = [row for row in table.rows if row.text("database") != "pgbouncer"]
    waiting = [row for row in rows if (row.number("cl_waiting") or 0) > 0]
    yield from (_waiting(row) for row in waiting)
    if rows and not waiting and all(row.text("cl_waiting") for row in rows):
        yield Sign(0, healthy="no client of PgBouncer waits for a connection", subject="pgbouncer")


def _waiting(row: Row) -> Sign:
    count, longest = int(row.number("cl_waiting") or 0), row.number("maxwait") or 0
    longest += (row.number("maxwait_us") or 0) / 1e6
    active = row.number("sv_active")
    servers = sum(row.number(name) or 0 for name in ("sv_active", "sv_idle", "sv_used", "sv_tested"))
    why = f"{count} clients of {row.text('database')} wait in PgBouncer, the longest for {longest:.0f} s"
    if active is not None:
        why += f", with {int(active)} connections to the server in use"
        why += "" if servers else " and none open at all"
    known = bool(row.text("maxwait"))
    weight = (0.85 if longest >= _WAIT else 0.4) if known else 0.65
    return Sign(row.at, "postgres.pooler", weight, why, row.text("database"))


def _clients(table: Table) -> Iterator[Sign]:
    waiting = [row for row in table.rows if row.text("state") == "waiting" and row.text("type") != "S"]
    longest = max((row.number("wait") or 0 for row in waiting), default=0)
    if waiting and longest >= _WAIT:
        why = f"{len(waiting)} clients wait in PgBouncer for a connection, the longest for {longest:.0f} s"
        also = tuple(row.at for row in waiting[1:6])
        yield Sign(waiting[0].at, "postgres.pooler", 0.8, why, waiting[0].text("database"), also=also)


def _lists(table: Table) -> Iterator[Sign]:
    items = {row.text("list"): row for row in table.rows}
    free, used = items.get("free_clients"), items.get("used_clients")
    if free and used and free.number("items") == 0 and (used.number("items") or 0) > 0:
        why = f"PgBouncer has no free client slot: {used.text('items')} are used (max_client_conn)"
        yield Sign(free.at, "postgres.pooler", 0.75, why, "pgbouncer")


def _databases(table: Table) -> Iterator[Sign]:
    for row in table.rows:
        for what in ("paused", "disabled"):
            if row.text(what) == "1":
                why = f"PgBouncer's database {row.text('name')} is {what}"
                yield Sign(row.at, "postgres.pooler", 0.9, why, row.text("name"))


_HEAD = (
    " database  |   user    | cl_active | cl_waiting | sv_active | sv_idle | sv_used | sv_tested | sv_login |"
    " maxwait | maxwait_us |  pool_mode  \n"
    "-----------+-----------+-----------+------------+-----------+---------+---------+-----------+----------+"
    "---------+------------+-------------\n"
    " pgbouncer | pgbouncer |         1 |          0 |         0 |       0 |       0 |         0 |        0 |"
    "       0 |          0 | statement\n"
)
_WAITING = (
    " shop      | app       |         2 |          4 |         2 |       0 |       0 |         0 |        0 |"
    "       5 |     957255 | transaction\n"
)
_FINE = (
    " shop      | app       |        12 |          0 |         2 |       3 |       0 |         0 |        0 |"
    "       0 |          0 | transaction\n"
)

EXAMPLES = (
    Example(
        "four clients wait for two connections",
        pasted=_HEAD + _WAITING + "(2 rows)\n",
        finds=("postgres.pooler",),
        source="run: PgBouncer 1.18, show pools, six sessions on a pool of two",
    ),
    Example(
        "behind a prompt, without the last lines",
        pasted="$ psql -p 6432 -U stats pgbouncer -c 'show pools'\n" + _HEAD + _WAITING[:90],
        finds=("postgres.pooler",),
        source="run: PgBouncer 1.18, cut off",
    ),
    Example(
        "unaligned",
        pasted="database|user|cl_active|cl_waiting|cl_active_cancel_req|cl_waiting_cancel_req|sv_active|"
        "sv_active_cancel|sv_being_canceled|sv_idle|sv_used|sv_tested|sv_login|maxwait|maxwait_us|pool_mode\n"
        "pgbouncer|pgbouncer|1|0|0|0|0|0|0|0|0|0|0|0|0|statement\n"
        "shop|app|2|4|0|0|2|0|0|0|0|0|0|5|982553|transaction\n(2 rows)\n",
        finds=("postgres.pooler",),
        source="run: PgBouncer 1.18, psql -XA",
    ),
    Example(
        "nobody waits",
        pasted=_HEAD + _FINE + "(2 rows)\n",
        outcome="healthy",
        source="made after show pools of PgBouncer 1.18",
    ),
    Example(
        "a paused database",
        pasted="   name    |   host   | port | database | pool_size | current_connections | paused |"
        " disabled\n"
        "-----------+----------+------+----------+-----------+---------------------+--------+----------\n"
        " shop      | 10.0.0.5 | 5432 | shop     |        20 |                   2 |      1 |        0\n"
        "(1 row)\n",
        finds=("postgres.pooler",),
        source="made after show databases of PgBouncer 1.18",
    ),
    Example(
        "only the console itself",
        pasted=_HEAD + "(1 row)\n",
        outcome="undecided",
        source="run: PgBouncer 1.18, nobody connected",
    ),
)
