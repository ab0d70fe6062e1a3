"""Are there enough connections for the app's pools? The arithmetic, with the numbers to set.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks._postgres.errors import params_of
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict

#: Nearly full, and how long something has to last before it is no passing thing.
NEARLY, LONG_WAIT = 0.9, 3.0


def judge(facts: Facts) -> Verdict:
    if facts.get("pooled"):
        return Verdict(PASS, "through a pooler: its own limits count, which cannot be seen from here")
    found = [*_limits(facts), *_leak(facts), *_locks(facts)]
    if found:
        worst = FAIL if any(f.confidence >= 0.6 for f in found) else WARN
        return Verdict(worst, "; ".join(f.why for f in found), tuple(found))
    limit, used, need = limit_of(facts)[0], facts.get("used"), need_of(facts)
    parts = [
        f"{_word(used)} of {_word(limit)} connections used",
        f"the app's pools need at most {need}" if need else "",
    ]
    return Verdict(PASS, "; ".join(part for part in parts if part))


def need_of(facts: Facts) -> int:
    """Connections that the app opens at most; 0 where that is not declared."""
    return int(facts.get("pool_size") or 0) * int(facts.get("processes") or 1)


def limit_of(facts: Facts) -> tuple[int, str]:
    """The smallest limit that counts for this role, and its name; (0, "") where none is known."""
    limits = []
    if facts.get("max"):
        kept = (
            0
            if facts.get("superuser")
            else int(facts.get("reserved_superuser") or 0) + int(facts.get("reserved") or 0)
        )
        limits.append((int(facts["max"]) - kept, "max_connections"))
    for key, name in (("role_limit", "role"), ("database_limit", "database")):
        if facts.get(key) is not None and int(facts[key]) >= 0 and not facts.get("superuser"):
            limits.append((int(facts[key]), name))
    return min(limits) if limits else (0, "")


def _limits(facts: Facts) -> Iterator[Finding]:
    limit, name = limit_of(facts)
    need, used = need_of(facts), _used(facts, name)
    if not name:
        return
    if need > limit:
        why = f"{_need(facts, need)}, but {_limit(facts, limit, name)}"
        yield Finding(
            "postgres.too_many_connections", 0.9, why, params_of(facts), fix=_fix(facts, need, limit, name)
        )
    elif used is not None and need and need - _own(facts) > limit - used:
        why = f"{_need(facts, need)}, but {_limit(facts, limit, name)}, of which {used} are taken"
        wanted = need - _own(facts) + used
        yield Finding(
            "postgres.too_many_connections", 0.7, why, params_of(facts), fix=_fix(facts, wanted, limit, name)
        )
    elif used is not None and limit > 3 and not need and used >= NEARLY * limit:
        why = f"{used} of {limit} connections are taken"
        yield Finding(
            "postgres.too_many_connections",
            0.5,
            why,
            params_of(facts),
            fix=_fix(facts, used + 5, limit, name),
        )


def _used(facts: Facts, name: str) -> int | None:
    """Connections that count against that limit, without the one that is looking."""
    key = {"role": "used_by_role", "database": "used_in_database"}.get(name, "used")
    return None if facts.get(key) is None else max(0, int(facts[key]) - 1)


def _own(facts: Facts) -> int:
    """Connections that the app seems to have already."""
    return max(0, int(facts.get("used_by_role") or 1) - 1)


def _need(facts: Facts, need: int) -> str:
    pool, processes = facts.get("pool_size"), facts.get("processes") or 1
    return f"the app needs {need} connections (pool_size {pool} × {processes} processes)"


def _limit(facts: Facts, limit: int, name: str) -> str:
    if name == "role":
        return f"the role {facts.get('user')} may have {limit}"
    if name == "database":
        return f"the database {facts.get('database')} takes {limit}"
    kept = int(facts.get("max") or 0) - limit
    return f"the server has {limit} for it (max_connections {facts.get('max')}" + (
        f" − {kept} reserved)" if kept else ")"
    )


def _fix(facts: Facts, wanted: int, limit: int, name: str) -> tuple[str, ...]:
    """Either raise the limit to this number, or make the pool so small."""
    user, database = facts.get("user"), facts.get("database")
    kept = int(facts.get("max") or 0) - limit if name == "max_connections" else 0
    raise_it = {
        "role": f'ALTER ROLE "{user}" CONNECTION LIMIT {wanted + 2};',
        "database": f'ALTER DATABASE "{database}" CONNECTION LIMIT {wanted + 2};',
    }.get(
        name, f"ALTER SYSTEM SET max_connections = {_round(wanted + kept + 5)};   (then restart the server)"
    )
    steps = [f"Raise the limit: {raise_it}"]
    processes = int(facts.get("processes") or 1)
    if facts.get("pool_size") and limit >= processes:
        steps.append(
            f"Or make the app's pool smaller: pool_size {max(1, (limit - 1) // processes)} "
            f"with {processes} processes fits."
        )
    return (*steps, "Or put a pooler such as PgBouncer between the app and the server.")


def _round(number: int) -> int:
    return (number + 9) // 10 * 10


def _leak(facts: Facts) -> Iterator[Finding]:
    """As many sessions idle in a transaction as the pools can hold: their pools are empty."""
    idle, need = int(facts.get("idle_in_transaction") or 0), need_of(facts)
    if need and idle >= need and idle >= 2:
        age = int(facts.get("idle_in_transaction_s") or 0)
        why = f"all of the app's {idle} connections sit idle inside a transaction, the longest for {age} s"
        yield Finding("db.pool_exhausted", 0.75, why, params_of(facts))


def _locks(facts: Facts) -> Iterator[Finding]:
    waiting, age = int(facts.get("waiting") or 0), float(facts.get("waiting_s") or 0)
    if waiting and age >= LONG_WAIT:
        who = "1 session waits" if waiting == 1 else f"{waiting} sessions wait"
        why = f"{who} for a lock, the longest for {age:.0f} s"
        yield Finding("postgres.locks", 0.7, why, params_of(facts))


def _word(number: object) -> str:
    return "?" if number in (None, 0) else str(number)
