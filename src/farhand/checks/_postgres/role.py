"""Where the session is and what it may do: standby or writer, tables, rights, extensions.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks._postgres.errors import params_of
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict


def judge(facts: Facts) -> Verdict:
    found = [*_read_only(facts), *_schema(facts), *_tables(facts), *_extensions(facts), *_timeout(facts)]
    if found:
        worst = FAIL if any(f.confidence >= 0.6 for f in found) else WARN
        return Verdict(worst, "; ".join(f.why for f in found), tuple(found))
    kind = (
        "a standby, as declared"
        if facts.get("in_recovery")
        else "takes writes"
        if not facts.get("read_only")
        else "read-only, as declared"
    )
    return Verdict(PASS, f"{facts.get('user')} in {facts.get('database')}; {kind}")


def _reads_only(facts: Facts) -> bool:
    """The declaration or the URL says that a read-only session will do."""
    attrs = facts.get("session_attrs", "any")
    return bool(facts.get("declared_read_only")) or attrs in ("read-only", "standby", "prefer-standby")


def _read_only(facts: Facts) -> Iterator[Finding]:
    if _reads_only(facts) or not (facts.get("in_recovery") or facts.get("read_only")):
        return
    params = params_of(facts)
    if facts.get("in_recovery"):
        why = f"{facts.get('host')} is a standby (replica), which takes no writes"
        fix: tuple[str, ...] = (
            "Point the app at the writer: ask the database team for the writer's address, "
            "or name all hosts in the URL "
            "with target_session_attrs=read-write.",
            f'See which one is the writer: psql "host={facts.get("host")} port={facts.get("port")} '
            f"user={facts.get('user')} "
            f'dbname={facts.get("database")}" -XAtc "select pg_is_in_recovery()"   (f: the writer)',
            "If the app only reads, say read_only = true for this dependency.",
        )
    else:
        why = "the writer itself is set read-only (default_transaction_read_only is on)"
        fix = (
            "Find out why it was set (often a guard against a full disk), then: "
            f'ALTER DATABASE "{facts.get("database")}" RESET default_transaction_read_only; '
            f'ALTER ROLE "{facts.get("user")}" RESET default_transaction_read_only;',
            "See where it is set: select * from pg_db_role_setting; show default_transaction_read_only;",
        )
    yield Finding("postgres.read_only", 0.95, why, params, fix=fix)


def _schema(facts: Facts) -> Iterator[Finding]:
    wanted = facts.get("wanted_schema") or {}
    user, params = facts.get("user"), params_of(facts)
    if wanted and not wanted.get("there"):
        yield Finding("postgres.schema_missing", 0.95, f"there is no schema {wanted['name']}", params)
    elif wanted and not wanted.get("usage"):
        fix = (f'GRANT USAGE ON SCHEMA "{wanted["name"]}" TO "{user}";',)
        yield Finding(
            "postgres.permission", 0.95, f"{user} may not use the schema {wanted['name']}", params, fix=fix
        )
    elif not wanted and not facts.get("schema"):
        why = f"no schema of {user}'s search_path ({facts.get('search_path')}) is there and may be used"
        yield Finding("postgres.schema_missing", 0.6, why, params, not_excluded=("postgres.permission",))


def _tables(facts: Facts) -> Iterator[Finding]:
    rows = facts.get("tables") or ()
    hidden = [r for r in rows if r["there"] and not (r["usage"] and r["select"])]
    missing = [r for r in rows if not r["there"]]
    if missing:
        names = ", ".join(r["name"] for r in missing)
        elsewhere = [f"{r['name']} is in schema {r['elsewhere']}" for r in missing if r.get("elsewhere")]
        why = f"not there: {names}" + (
            f" ({'; '.join(elsewhere)}; search_path is {facts.get('search_path')})" if elsewhere else ""
        )
        told: dict[str, Any] = (
            {"owner": "customer-dba", "owner_because": "the table is there, in another schema"}
            if elsewhere
            else {}
        )
        yield Finding("postgres.schema_missing", 0.95, why, params_of(facts, tables=names), **told)
    if hidden:
        names, user = ", ".join(r["name"] for r in hidden), facts.get("user")
        fix = tuple(f'GRANT SELECT, INSERT, UPDATE, DELETE ON {r["name"]} TO "{user}";' for r in hidden[:5])
        yield Finding(
            "postgres.permission",
            0.95,
            f"{user} may not read {names}",
            params_of(facts, tables=names),
            fix=fix,
        )
    yield from _writes(facts, [r for r in rows if r["there"] and r["select"] and not r["insert"]])


def _writes(facts: Facts, rows: list[Mapping[str, Any]]) -> Iterator[Finding]:
    """A table without the right to insert may be meant so; all of them, in an app that writes, hardly."""
    if rows and not _reads_only(facts) and len(rows) == len(facts.get("tables") or ()):
        names, user = ", ".join(r["name"] for r in rows), facts.get("user")
        fix = tuple(f'GRANT INSERT, UPDATE, DELETE ON {r["name"]} TO "{user}";' for r in rows[:5])
        yield Finding(
            "postgres.permission",
            0.7,
            f"{user} may not insert into {names}",
            params_of(facts, tables=names),
            fix=fix,
        )


def _extensions(facts: Facts) -> Iterator[Finding]:
    for row in facts.get("extensions") or ():
        name, params = row["name"], params_of(facts, extension=row["name"])
        if row["available"] and not row["created"]:
            fix: tuple[str, ...] = (
                f"As a superuser or the database's owner, in {facts.get('database')}: "
                f'CREATE EXTENSION "{name}";',
            )
            yield Finding(
                "postgres.extension_missing",
                0.95,
                f"the extension {name} is installed, but not created in this database",
                params,
                fix=fix,
            )
        elif not row["available"]:
            fix = (
                f"Install the package with the extension {name} "
                f"on the database server (or allow it in the managed service),",
                f'then in {facts.get("database")}: CREATE EXTENSION "{name}";',
            )
            yield Finding(
                "postgres.extension_missing",
                0.95,
                f"the extension {name} is not installed on the server",
                params,
                fix=fix,
            )


def _timeout(facts: Facts) -> Iterator[Finding]:
    limit = facts.get("statement_timeout_ms") or 0
    if 0 < limit < 100:
        why = f"statement_timeout is {limit} ms for {facts.get('user')}: hardly a statement is as quick"
        yield Finding(
            "postgres.statement_timeout",
            0.8 if limit < 25 else 0.5,
            why,
            params_of(facts),
            owner="customer-dba",
            owner_because="the limit is set at the server",
            fix=(f'ALTER ROLE "{facts.get("user")}" RESET statement_timeout;',),
        )
