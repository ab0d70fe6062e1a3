"""Are the app's tables there, and may its user do what the app does with them?  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks._mysql.errors import params_of
from farhand.model import Facts, Finding

_DENIED, _READ_ONLY = (1142, 1143, 1044, 1045), (1290, 1792, 1836)
_WRITES = ("INSERT", "UPDATE", "DELETE", "ALL PRIVILEGES")


def judge(facts: Facts) -> Iterator[Finding]:
    """One finding per cause: that of all tables."""
    rows = list(facts.get("tables") or ())
    missing = [row for row in rows if row["read"] in (1146, 1049)]
    if missing:
        yield _missing(missing, facts)
    yield from _denied(rows, facts)
    locked = [row["name"] for row in rows if row["read"] in ("late", 1205)]
    if locked:
        why = f"somebody holds a lock on {_listed(locked)}: not even a look at it is answered"
        yield Finding("mysql.locks", 0.85, why, params_of(facts, table=locked[0]))
    broken = [row for row in rows if isinstance(row["read"], int) and row["read"] not in _KNOWN]
    if broken:
        why = f"the server cannot read {_listed([row['name'] for row in broken])} (error {broken[0]['read']})"
        yield Finding("mysql.schema", 0.7, why, params_of(facts, table=broken[0]["name"]))
    if not rows:
        yield from _rights(facts)


_KNOWN = (1146, 1049, 1205, *_DENIED)


def _missing(rows: list[Mapping[str, Any]], facts: Facts) -> Finding:
    names = [str(row["name"]) for row in rows]
    elsewhere = [place for row in rows for place in row.get("elsewhere") or ()]
    hint = f"; there is {_listed(elsewhere)}" if elsewhere else ""
    word = "table is" if len(names) == 1 else "tables are"
    why = f"the {word} missing: {_listed(names)}{hint}"
    return Finding("mysql.schema", 0.95, why, params_of(facts, table=names[0]))


def _denied(rows: list[Mapping[str, Any]], facts: Facts) -> Iterator[Finding]:
    reads = [str(row["name"]) for row in rows if row["read"] in _DENIED]
    writes = [str(row["name"]) for row in rows if row.get("write") in _DENIED]
    user = facts.get("user") or "the app's user"
    if reads:
        why = f"{user} may not read {_listed(reads)}"
        yield Finding("mysql.database_missing", 0.93, why, params_of(facts), fix=_grant(reads, facts))
    elif writes:
        why = f"{user} may not insert into {_listed(writes)}, and the app writes"
        yield Finding("mysql.database_missing", 0.9, why, params_of(facts), fix=_grant(writes, facts))


def _rights(facts: Facts) -> Iterator[Finding]:
    """No tables are declared: the rights on the whole database are only a hint."""
    rights = facts.get("rights") or ()
    if not facts.get("database") or facts.get("declared_read_only") or "SELECT" not in rights:
        return
    if not any(right in rights for right in _WRITES):
        user = facts.get("user") or "the app's user"
        why = f"{user} may read the whole database, and write to none of it as a whole"
        yield Finding("mysql.database_missing", 0.45, why, params_of(facts))


def _grant(names: list[str], facts: Facts) -> tuple[str, ...]:
    """The exact right to give."""
    rights = "SELECT" if facts.get("declared_read_only") else "SELECT, INSERT, UPDATE, DELETE"
    user, _, host = str(facts.get("user") or "USER@APP-HOST").rpartition("@")
    who = f"'{user or host}'@'{host if user else 'APP-HOST'}'"
    place = str(facts.get("database") or "DATABASE")
    table = names[0] if "." in names[0] else f"{place}.{names[0]}"
    rest = " and likewise on the others" if len(names) > 1 else ""
    return (
        f"As an administrator: GRANT {rights} ON {table} TO {who};{rest}",
        f"Check it: SHOW GRANTS FOR {who};",
    )


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
