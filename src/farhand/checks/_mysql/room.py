"""Is there room for the app's connections, are they kept long enough, does nobody wait?  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks._mysql.errors import params_of
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict

#: Nearly full; how long something has to last before it is no passing thing; the shortest idle time that
#: pools of connections are used to, in seconds.
NEARLY, LONG_WAIT, SHORT_IDLE = 0.9, 3, 60


def judge(facts: Facts) -> Verdict:
    found = [*_limits(facts), *_idle(facts), *_locks(facts)]
    if found:
        worst = FAIL if any(f.confidence >= 0.6 for f in found) else WARN
        return Verdict(worst, "; ".join(f.why for f in found), tuple(found))
    need = _need(facts)
    used = f"{_word(facts.get('used'))} of {_word(facts.get('max'))} connections used"
    return Verdict(PASS, f"{used}; the app's pools need at most {need}" if need else used)


def _need(facts: Facts) -> int:
    """Connections that the app opens at most; 0 where that is not declared."""
    return int(facts.get("pool_size") or 0) * int(facts.get("processes") or 1)


def _limits(facts: Facts) -> Iterator[Finding]:
    for limit, used, name in (
        (facts.get("user_max"), facts.get("used_by_user"), "max_user_connections"),
        (facts.get("max"), facts.get("used"), "max_connections"),
    ):
        if isinstance(limit, int) and limit > 0:
            finding = _against(facts, limit, used if isinstance(used, int) else None, name)
            if finding:
                yield finding
                return


def _against(facts: Facts, limit: int, used: int | None, name: str) -> Finding | None:
    need, others = _need(facts), None if used is None else max(0, used - 1)
    pool, processes = facts.get("pool_size"), facts.get("processes") or 1
    pools = f"the app needs {need} connections (pool_size {pool} × {processes} processes)"
    params = params_of(facts, limit=limit, need=need)
    if need > limit:
        why = f"{pools}, but {name} is {limit}"
        return Finding("mysql.too_many_connections", 0.9, why, params, fix=_fix(facts, need + 5, limit, name))
    strangers = None if others is None else max(0, others - int(facts.get("used_by_user") or 1) + 1)
    if name == "max_connections" and need and strangers is not None and need > limit - strangers:
        why = f"{pools}, but others have {strangers} of the server's {limit} (max_connections)"
        wanted = need + strangers + 5
        return Finding("mysql.too_many_connections", 0.7, why, params, fix=_fix(facts, wanted, limit, name))
    if others is not None and limit >= 10 and others >= NEARLY * limit and not need:
        why = f"{others} of {limit} connections are taken ({name})"
        return Finding("mysql.too_many_connections", 0.5, why, params)
    return None


def _fix(facts: Facts, wanted: int, limit: int, name: str) -> tuple[str, ...]:
    """Either raise the limit to this number, or make the pool so small."""
    user = str(facts.get("user") or "USER")
    raise_it = {
        "max_user_connections": f"ALTER USER '{user}'@'APP-HOST' WITH MAX_USER_CONNECTIONS {wanted};",
    }.get(name, f"SET GLOBAL max_connections = {wanted};   (and in my.cnf, or it is lost with a restart)")
    processes = int(facts.get("processes") or 1)
    smaller = max(1, (limit - 1) // processes)
    return (
        f"Raise the limit, as an administrator: {raise_it}",
        f"Or make the app's pool smaller: pool_size {smaller} with {processes} processes fits.",
    )


def _idle(facts: Facts) -> Iterator[Finding]:
    """A pool that keeps connections longer than the server does hands out dead ones."""
    wait, recycle = facts.get("wait_timeout"), facts.get("pool_recycle")
    if not isinstance(wait, int) or wait <= 0:
        return
    params = params_of(facts, wait_timeout=wait)
    if isinstance(recycle, int) and recycle >= wait:
        cuts = f"the server cuts connections after {wait} idle seconds (wait_timeout)"
        why = f"{cuts}, and the app's pool keeps them for {recycle}"
        fix = (
            f"Set pool_recycle (the longest life of a pooled connection) below {wait} seconds, "
            "or let the pool test connections before it hands them out.",
            "Or raise wait_timeout on the server.",
        )
        yield Finding("mysql.gone_away", 0.85, why, params, fix=fix)
    elif recycle is None and wait < SHORT_IDLE:
        why = f"the server cuts connections after only {wait} idle seconds (wait_timeout)"
        yield Finding("mysql.gone_away", 0.45, why, params)


def _locks(facts: Facts) -> Iterator[Finding]:
    waiting, age = int(facts.get("waiting") or 0), int(facts.get("waiting_s") or 0)
    if waiting and age >= LONG_WAIT:
        who = "1 session waits" if waiting == 1 else f"{waiting} sessions wait"
        yield Finding("mysql.locks", 0.7, f"{who} for a lock, the longest for {age} s", params_of(facts))


def _word(number: object) -> str:
    return "?" if number in (None, 0) else str(number)
