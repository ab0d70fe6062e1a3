"""The numbers that would fit: all workers' pools against what the server allows.  Pure.

What a server allows is worked out where its check works it out (`checks/_postgres/capacity.limit_of`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from farhand.checks._postgres.capacity import limit_of
from farhand.embed.health.state import Pool
from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts

#: A pool of which that share is out is called nearly empty.
_NEARLY = 0.9
_WHOSE = {
    "max_connections": "for this role",
    "role": "for this role by its own limit",
    "database": "for this database",
    "maxclients": "in all (maxclients)",
}


@dataclass(frozen=True)
class Fit:
    """One server: what the app may open at most, what the server allows, and the number that fits."""

    name: str
    outcome: str
    says: str
    workers: int
    wanted: int | None = None  # connections, all workers together; None: without limit
    limit: int | None = None  # None: not known here
    fits: int | None = None  # connections for each worker


def allowed(kind: str, facts: Facts) -> tuple[int, str]:
    """How many connections the server allows this app, and by which limit; (0, "") where it is not known.

    `facts` are those of the check's stage that looked at capacity: `limits` of postgres, `room` of redis.
    """
    if kind == "postgres":
        return limit_of(facts)
    return (int(facts["maxclients"]), "maxclients") if facts.get("maxclients") else (0, "")


def fit(name: str, pools: Sequence[Pool], workers: int, limit: int = 0, whose: str = "") -> Fit:
    """`pools` are those of one worker to one server; all workers are taken to be like it."""
    most = [pool.most or pool.size for pool in pools]
    if not all(most):
        says = f"{name}: a pool without a limit of its own may open any number of connections"
        return Fit(name, WARN if limit else UNKNOWN, says, workers, None, limit or None)
    each = sum(number or 0 for number in most)
    wanted = workers * each
    begin = f"{_count(workers, 'worker')} × {_sum(pools)} = {wanted} connections wanted"
    if not limit:
        return Fit(name, UNKNOWN, f"{begin}; what the server allows is not known here", workers, wanted)
    room = max(0, limit // workers)
    allows = f"the server allows {limit} {_WHOSE.get(whose, whose)}".rstrip()
    if wanted <= limit:
        says = f"{begin}, {allows}, so up to {room} for each worker {'fits' if room == 1 else 'fit'}"
        return Fit(name, PASS, says, workers, wanted, limit, room)
    return Fit(name, FAIL, f"{begin}, but {allows}: {_remedy(pools, room)}", workers, wanted, limit, room)


def _sum(pools: Sequence[Pool]) -> str:
    """`(5+10)`: what each pool keeps and what it may open beyond that."""
    parts = []
    for pool in pools:
        most, size = pool.most or pool.size or 0, pool.size
        over = pool.library == "sqlalchemy" and size and most > size
        parts += [str(size), str(most - (size or 0))] if over else [str(most)]
    return f"({'+'.join(parts)})" if len(parts) > 1 else parts[0]


def _remedy(pools: Sequence[Pool], room: int) -> str:
    if not room:
        return "not even one for each worker fits; run fewer workers or raise the limit"
    word = {"sqlalchemy": "pool_size + max_overflow", "redis": "max_connections"}.get(
        pools[0].library, "the largest size of the pool"
    )
    whole = "" if len(pools) == 1 else f" over its {len(pools)} pools"
    return f"{word} of at most {room} for each worker{whole} fits"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def full(pool: Pool) -> str:
    """Empty, or that this pool has nothing left to give, or hardly anything."""
    most = pool.most or pool.size
    if not most or pool.in_use is None:
        return ""
    waits = f", {pool.waiting} waiting" if pool.waiting else ""
    if pool.in_use >= most:
        return f"all {most} connections of this pool are in use{waits}"
    nearly = pool.in_use >= _NEARLY * most
    return f"{pool.in_use} of {most} connections are in use{waits}" if nearly else waits[2:]
