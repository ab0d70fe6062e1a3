"""The questions that are put to a MySQL or MariaDB server once we are in. All of them only read.

`explain insert` tells whether a write would be taken, and does none. The same functions read the answers of
a session and those that a person's client printed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Optional, Protocol

from farhand.checks._mysql.params import Params
from farhand.look import Look
from farhand.wire.mysql import Refused
from farhand.wire.tcp import Late

Row = Mapping[str, Optional[str]]

WHO = "select current_user() as me, database() as place, version() as version"
NOW = "select unix_timestamp(now(6)) as now"
#: Bytes that do not fit into one packet of the ordinary size.
LARGE = 2000
LARGE_SQL = f"select repeat('x', {LARGE}) as x, length('{'x' * LARGE}') as n"
VARIABLES = (
    "read_only", "super_read_only", "innodb_read_only", "transaction_read_only", "tx_read_only",
    "offline_mode", "max_connections", "max_user_connections", "wait_timeout", "max_allowed_packet",
    "sql_mode", "character_set_database", "collation_database", "lower_case_table_names",
    "require_secure_transport", "version_comment", "time_zone", "wsrep_on",
)  # fmt: skip
STATUS = ("Threads_connected", "Max_used_connections", "Uptime", "wsrep_ready", "wsrep_cluster_status",
          "wsrep_local_state_comment")  # fmt: skip
_LISTED = ", ".join(f"'{name}'" for name in VARIABLES)
VARIABLES_SQL = f"show variables where variable_name in ({_LISTED})"
_LISTED = ", ".join(f"'{name}'" for name in STATUS)
STATUS_SQL = f"show global status where variable_name in ({_LISTED})"
RIGHTS = (
    "select privilege_type as right_ from information_schema.user_privileges union "
    "select privilege_type from information_schema.schema_privileges where database() like table_schema"
)
ROLES = "select count(*) as roles from information_schema.applicable_roles"
#: MariaDB since 10.5 and MySQL since 8.0.22 know the first, older ones the second.
REPLICA = ("show replica status", "show slave status")
VISIBLE = "select schema_name as name from information_schema.schemata limit 50"
MINE = (
    "select count(*) as mine from information_schema.processlist "
    "where user = substring_index(current_user(), '@', 1)"
)
#: Sessions that wait for a table, and those that wait for a row; the second takes the right PROCESS.
WAITING = (
    "select count(*) as waiting, coalesce(max(time), 0) as seconds from information_schema.processlist "
    "where state like 'Waiting for%lock%'",
    "select count(*) as waiting, coalesce(max(timestampdiff(second, trx_wait_started, now())), 0) as seconds "
    "from information_schema.innodb_trx where trx_state = 'LOCK WAIT'",
)
#: Only MariaDB reads this; another server would wait for a locked table as long as it waits for any.
_SOON = "/*M! set statement lock_wait_timeout=1 for */ "
_UNKNOWN_SYNTAX = (1064, 1235)


class Asker(Protocol):
    """A session with a server, or what a person's client printed of one."""

    def query(self, sql: str) -> Sequence[Row]: ...


def questions(settings: Mapping[str, Any]) -> list[str]:
    """All that is asked for these settings, in an order that loses little where the answers end."""
    p = Params(settings=settings)
    tables = [sql for name in p.names("tables") for sql in _of_table(name, p.read_only)]
    return [WHO, NOW, VARIABLES_SQL, STATUS_SQL, RIGHTS, ROLES, *REPLICA, VISIBLE, MINE, *WAITING,
            LARGE_SQL, *tables]  # fmt: skip


def use(database: str) -> str:
    return "use `" + database.replace("`", "``").replace("\n", " ").replace("\0", "") + "`"


def role(
    look: Look, p: Params, session: Asker, clock: Callable[[Look, Asker], Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """Facts of the `role` stage. Raises Refused and the errors of the wire."""
    known, status = variables(session, VARIABLES_SQL), variables(session, STATUS_SQL)
    cluster = _cluster(status) if known.get("wsrep_on") == "ON" else {}
    if cluster.get("wsrep_ready") == "OFF":
        return {"cluster": cluster, "declared_read_only": p.read_only}
    who = _one(session, WHO)
    facts: dict[str, Any] = {
        "user": who.get("me") or "",
        "database": who.get("place") or "",
        "version": who.get("version") or "",
        "read_only": [name for name in VARIABLES[:5] if known.get(name) == "ON"],
        "declared_read_only": p.read_only,
        **{
            key: known[key]
            for key in ("character_set_database", "sql_mode", "version_comment")
            if key in known
        },
        "rights": _rights(session),
        "replica": _replica(session),
        **({"cluster": cluster} if cluster else {}),
        **({"declared_charset": str(p.settings["charset"])} if p.settings.get("charset") else {}),
        **(clock or _clock)(look, session),
    }
    facts["large_lost"] = _large_lost(session)
    if not facts["large_lost"]:
        facts["tables"] = list(_tables(session, p))
    return facts


def capacity(look: Look, session: Asker) -> dict[str, Any]:
    """Facts of the `capacity` stage; what may not be seen is left out."""
    known, status = variables(session, VARIABLES_SQL), variables(session, STATUS_SQL)
    mine = _maybe(session, MINE)
    rows = [_maybe(session, sql) for sql in WAITING]
    waits = [(_number(r[0].get("waiting")), _number(r[0].get("seconds"))) for r in rows if r]
    return {
        "max": _number(known.get("max_connections")),
        "user_max": _number(known.get("max_user_connections")),
        "wait_timeout": _number(known.get("wait_timeout")),
        "used": _number(status.get("Threads_connected")),
        "used_by_user": _number(mine[0].get("mine")) if mine else None,
        "waiting": max((count or 0 for count, _ in waits), default=0),
        "waiting_s": max((seconds or 0 for count, seconds in waits if count), default=0),
        "pool_size": look.need.pool_size,
        "processes": look.need.processes,
        "pool_recycle": _number(look.need.settings.get("pool_recycle")),
    }


def visible(session: Asker) -> list[str]:
    """The databases that this user sees, but for the server's own."""
    own = ("information_schema", "performance_schema", "sys")
    return [str(row.get("name")) for row in _maybe(session, VISIBLE) if row.get("name") not in own]


def variables(session: Asker, sql: str) -> dict[str, str]:
    rows = session.query(sql)
    return {str(row.get("variable_name")): str(row.get("value") or "") for row in rows}


def server_time(session: Asker) -> float | None:
    """Seconds since 1970 by the server's clock; None where it did not say."""
    value = str((_maybe(session, NOW) or [{}])[0].get("now") or "")
    return float(value) if re.fullmatch(r"\d+(\.\d+)?", value) else None


def _clock(look: Look, session: Asker) -> dict[str, Any]:
    begun, before = time.time(), time.monotonic()
    theirs = server_time(session)
    took = time.monotonic() - before
    if theirs is None:
        return {}
    offset, unsure = begun + took / 2 - theirs, took / 2 + 0.001
    return {"peer_clock": {"peer": look.need.name, "offset_s": round(offset, 3), "error_s": round(unsure, 3)}}


def _rights(session: Asker) -> list[str]:
    """Rights on everything and on this database, in order; empty where roles may bring more."""
    roles = _maybe(session, ROLES)
    if roles and roles[0].get("roles") not in (None, "0"):
        return []
    return sorted({str(row.get("right_")) for row in _maybe(session, RIGHTS)})


def _replica(session: Asker) -> dict[str, Any]:
    """How replication stands, where this server is a replica and the user may ask."""
    row: Row = {}
    for sql in REPLICA:
        try:
            row = (list(session.query(sql)) or [{}])[0]
            break
        except Refused as error:
            if error.errno not in _UNKNOWN_SYNTAX:
                return {}
    words = {re.sub("replica_|slave_|_master|_source", "", key): value for key, value in row.items()}
    names = ("io_running", "sql_running", "seconds_behind", "last_io_errno", "last_sql_errno")
    return {name: _typed(words[name]) for name in names if name in words}


def _cluster(status: Mapping[str, str]) -> dict[str, str]:
    return {name: status[name] for name in STATUS[3:] if name in status}


def _large_lost(session: Asker) -> bool:
    """Small packets go to and fro: does one of full size, too?"""
    try:
        session.query(LARGE_SQL)
    except Late:
        return True
    return False


def _tables(session: Asker, p: Params) -> Iterator[dict[str, Any]]:
    for name in p.names("tables"):
        where, read, write = (*_of_table(name, p.read_only), "")[:3]
        there = _maybe(session, where)
        found = [f"{row.get('place')}.{row.get('name')}" for row in there]
        row = {"name": name, "elsewhere": found, "read": _answer(session, read)}
        if there and all("VIEW" in str(other.get("kind")) for other in there):
            write = ""  # many views take no writes, whatever the rights
        if row["read"] in ("late", 1205):
            yield row
            return  # whoever holds it will hold us up once more
        yield {**row, "write": _answer(session, write)} if write and row["read"] == "ok" else row


def _of_table(name: str, read_only: bool) -> list[str]:
    """Where a table of that name is, whether it may be read, whether it may be written to."""
    last, quoted = text(name.rpartition(".")[2]), named(name)
    where = (
        "select table_schema as place, table_name as name, table_type as kind from information_schema.tables "
        f"where lower(table_name) = lower({last}) limit 20"
    )
    read, write = (
        f"{_SOON}select 1 from {quoted} limit 0",
        f"{_SOON}explain insert into {quoted} () values ()",
    )
    return [where, read] if read_only else [where, read, write]


def _answer(session: Asker, sql: str) -> Any:
    """ok, late, or the number of the error."""
    try:
        session.query(sql)
    except Refused as error:
        return error.errno
    except Late:
        return "late"
    return "ok"


def named(name: str) -> str:
    """A name, or names with dots between, in backquotes."""
    parts = [part.replace("`", "``").replace("\n", " ") for part in name.replace("\0", "").split(".")]
    return ".".join(f"`{part}`" for part in parts)


def text(value: str) -> str:
    """A literal. No name of a table has a backslash, which sql_mode may give a meaning or none."""
    return "'" + value.replace("\0", "").replace("\n", " ").replace("\\", "").replace("'", "''") + "'"


def _maybe(session: Asker, sql: str) -> list[Row]:
    """Rows; none where the server does not know the question, or this user may not ask it."""
    try:
        return list(session.query(sql))
    except Refused:
        return []


def _one(session: Asker, sql: str) -> Row:
    rows = session.query(sql)
    return rows[0] if rows else {}


def _typed(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 20 else value


def _number(value: Any) -> int | None:
    return int(value) if isinstance(value, (int, str)) and str(value).isdecimal() else None
