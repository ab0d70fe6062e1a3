"""The questions that are put to a PostgreSQL server once we are in. All of them only read.

No `set` is sent: through a pooler it would stay behind in somebody else's session.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from farhand.checks._postgres.params import Params
from farhand.look import Look
from farhand.wire.postgres import Refused
from farhand.wire.tcp import Late

#: Bytes that do not fit into one packet of the ordinary size.
LARGE = 2000

LARGE_SQL = f"select repeat('x', {LARGE}), length('{'x' * LARGE}')"

_ROLE = """select current_user, current_database(), pg_is_in_recovery(),
current_setting('transaction_read_only'),
current_setting('server_version_num'), current_setting('server_version'), coalesce(current_schema(), ''),
current_setting('search_path'), pg_backend_pid(),
(select setting from pg_settings where name = 'statement_timeout'),
(select rolsuper from pg_roles where rolname = current_user)"""

_CAPACITY = """select current_setting('max_connections'), current_setting('superuser_reserved_connections'),
current_setting('reserved_connections', true), r.rolconnlimit, d.datconnlimit, r.rolsuper
from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()"""
_LIMITS = ("max", "reserved_superuser", "reserved", "role_limit", "database_limit", "superuser")

_ACTIVITY = """select count(*), count(*) filter (where usename = current_user),
count(*) filter (where datname = current_database()),
count(*) filter (where usename = current_user and state like 'idle in transaction%'
  and now() - state_change > interval '1 second'),
coalesce(max(extract(epoch from now() - state_change))
  filter (where usename = current_user and state like 'idle in transaction%'), 0)
from pg_stat_activity where datid is not null and usesysid is not null"""
_USED = ("used", "used_by_role", "used_in_database", "idle_in_transaction", "idle_in_transaction_s")

_LOCKS = """select count(*), coalesce(max(extract(epoch from clock_timestamp() - {since})), 0)
from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()"""

#: waitstart is there since 14.
_SINCE = ("l.waitstart", "a.query_start")

_TABLE = """select to_regclass({name}) is not null,
coalesce((select has_schema_privilege(relnamespace, 'usage') from pg_class
  where oid = to_regclass({name})), false),
coalesce(has_table_privilege(to_regclass({name})::oid, 'select'), false),
coalesce(has_table_privilege(to_regclass({name})::oid, 'insert'), false),
coalesce((select string_agg(n.nspname, ', ') from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relname = {last} and c.relkind in ('r', 'p', 'v', 'm', 'f')), '')"""


_CLOCK = "select extract(epoch from clock_timestamp())"


class Asker(Protocol):
    """A session with a server, or what a person's psql printed of one."""

    pid: int

    def query(self, sql: str) -> list[list[str | None]]: ...


def questions(settings: Mapping[str, Any]) -> list[str]:
    """All that is asked for these settings, in an order that loses little where the answers end."""
    heard = _Listens()
    look = _Settings(settings)
    _rows(heard, _CLOCK)
    for name in _names(look, "tables"):
        _table(heard, name)
    for name in _names(look, "extensions"):
        _extension(heard, name)
    _schema(heard, look)
    sql = [_line(_ROLE), *heard.asked, _line(_CAPACITY), _line(_ACTIVITY)]
    sql += [_line(_LOCKS.format(since=since)) for since in _SINCE]
    return list(dict.fromkeys([*sql, LARGE_SQL]))


@dataclass
class _Listens:
    """Writes down what it is asked, and says no to it."""

    asked: list[str] = field(default_factory=list)
    pid: int = 0

    def query(self, sql: str) -> list[list[str | None]]:
        self.asked.append(sql)
        return [["f", "f", "f", "f", ""]]


@dataclass(frozen=True)
class _Settings:
    """The settings alone, where a whole look is not there."""

    settings: Mapping[str, Any]

    @property
    def need(self) -> _Settings:
        return self


def role(
    look: Look, p: Params, session: Asker, clock: Callable[[Look, Asker], dict[str, Any]] | None = None
) -> dict[str, Any]:
    """Facts of the `role` stage. Raises Refused and the errors of the wire."""
    row = _one(session, _ROLE)
    facts: dict[str, Any] = {
        "user": row[0],
        "database": row[1],
        "in_recovery": row[2] == "t",
        "read_only": row[3] == "on",
        "version_num": int(row[4] or 0),
        "version": row[5],
        "schema": row[6],
        "search_path": row[7],
        "pooled": str(session.pid) != row[8],
        "superuser": row[10] == "t",
        "statement_timeout_ms": int(row[9] or 0),
        "declared_read_only": p.read_only,
        "session_attrs": p.session,
    }
    facts["tables"] = [_table(session, name) for name in _names(look, "tables")]
    facts["extensions"] = [_extension(session, name) for name in _names(look, "extensions")]
    facts.update(_schema(session, look), **(clock or _clock)(look, session))
    return {**facts, "large_lost": True} if _large_lost(session) else facts


def _large_lost(session: Asker) -> bool:
    """Small packets go to and fro: does one of full size, too? Asked last, as it may not come back."""
    try:
        _rows(session, LARGE_SQL)
    except Late:
        return True
    return False


def capacity(look: Look, session: Asker) -> dict[str, Any]:
    """Facts of the `capacity` stage; a number that may not be seen is None."""
    row = _one(session, _CAPACITY)
    facts: dict[str, Any] = {name: _number(value) for name, value in zip(_LIMITS, row)}
    facts["superuser"] = row[5] == "t"
    return {**facts, **_used(session), **need(look), **_locks(session)}


def _used(session: Asker) -> dict[str, Any]:
    """How many connections there are now; empty where the role may not look."""
    try:
        row = _one(session, _ACTIVITY)
    except Refused:
        return {}
    return {name: _number(value) for name, value in zip(_USED, row)}


def need(look: Look) -> dict[str, Any]:
    return {"pool_size": look.need.pool_size, "processes": look.need.processes}


def _locks(session: Asker) -> dict[str, Any]:
    """Sessions that wait for a lock, and for how long the longest has. Empty where this may not be asked."""
    for since in _SINCE:
        try:
            row = _one(session, _LOCKS.format(since=since))
        except Refused:
            continue
        return {"waiting": _number(row[0]), "waiting_s": round(_number(row[1]) or 0, 1)}
    return {}


def _clock(look: Look, session: Asker) -> dict[str, Any]:
    begun, before = time.time(), time.monotonic()
    theirs = _one(session, _CLOCK)[0]
    took = time.monotonic() - before
    offset = begun + took / 2 - float(theirs or 0)
    return {
        "peer_clock": {
            "peer": look.need.name,
            "offset_s": round(offset, 3),
            "error_s": round(took / 2 + 0.001, 3),
        }
    }


def server_time(session: Asker) -> float | None:
    """Seconds since 1970 by the server's clock; None where it did not say."""
    value = _one(session, _CLOCK)[0]
    return float(value) if value and re.fullmatch(r"\d+(\.\d+)?", value) else None


def _table(session: Asker, name: str) -> dict[str, Any]:
    last = name.rpartition(".")[2].strip('"')
    row = _one(session, _TABLE.format(name=_quoted(name), last=_quoted(last)))
    if row[0] != "t" and '"' not in name:  # declared as it is called, capitals and all
        exact = ".".join(f'"{part}"' for part in name.split("."))
        row = _one(session, _TABLE.format(name=_quoted(exact), last=_quoted(last)))
    exists, usage, read, write = (value == "t" for value in row[:4])
    return {
        "name": name,
        "there": exists,
        "usage": usage,
        "select": read,
        "insert": write,
        "elsewhere": row[4] or "",
    }


def _extension(session: Asker, name: str) -> dict[str, Any]:
    row = _rows(
        session, f"select installed_version from pg_available_extensions where name = {_quoted(name)}"
    )
    return {"name": name, "available": bool(row), "created": bool(row and row[0][0])}


def _schema(session: Asker, look: Look | _Settings) -> dict[str, Any]:
    name = look.need.settings.get("schema")
    if not isinstance(name, str) or not name:
        return {}
    row = _rows(
        session,
        f"select has_schema_privilege(oid, 'usage') from pg_namespace where nspname = {_quoted(name)}",
    )
    return {"wanted_schema": {"name": name, "there": bool(row), "usage": bool(row and row[0][0] == "t")}}


def _names(look: Look | _Settings, setting: str) -> list[str]:
    value = look.need.settings.get(setting)
    return [str(name) for name in value][:50] if isinstance(value, (list, tuple)) else []


def _quoted(text: str) -> str:
    """A string literal. Under E'' backslashes mean the same to every server."""
    return "E'" + text.replace("\0", "").replace("\\", "\\\\").replace("'", "''") + "'"


def _rows(session: Asker, sql: str) -> list[list[Any]]:
    return [list(row) for row in session.query(_line(sql))]


def _line(sql: str) -> str:
    return " ".join(sql.split())


def _one(session: Asker, sql: str) -> Sequence[Any]:
    rows = _rows(session, sql)
    if not rows:
        raise Refused({"sqlstate": "02000", "message": "the server returned no row"}, proved=True)
    return rows[0]


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return int(number) if number == int(number) else number
