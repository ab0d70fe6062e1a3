"""Is there room in Redis: memory, clients, and snapshots that work?  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks._redis.errors import params_of
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict


def judge(facts: Facts) -> Verdict:
    found = [*_memory(facts), *_clients(facts), *_snapshots(facts)]
    if found:
        worst = FAIL if any(f.confidence >= 0.6 for f in found) else WARN
        return Verdict(worst, "; ".join(f.why for f in found), tuple(found))
    return Verdict(
        PASS,
        f"{facts.get('connected_clients', '?')} of {facts.get('maxclients', '?')} clients; "
        f"{_memory_says(facts)}",
    )


def _memory_says(facts: Facts) -> str:
    used, limit = facts.get("used_memory"), facts.get("maxmemory")
    if not isinstance(used, int):
        return "memory not shown"
    return f"{used // 1024} KiB used" + (
        f" of {limit // 1024}" if isinstance(limit, int) and limit else ", no limit"
    )


def _memory(facts: Facts) -> Iterator[Finding]:
    used, limit = facts.get("used_memory"), facts.get("maxmemory")
    if (
        not isinstance(used, int)
        or not isinstance(limit, int)
        or not limit
        or facts.get("maxmemory_policy") != "noeviction"
    ):
        return
    params = params_of(facts, used=used // 1048576, limit=limit // 1048576)
    if used >= limit:
        yield Finding(
            "redis.out_of_memory",
            0.9,
            f"{used // 1024} KiB are used of {limit // 1024}, and nothing may be evicted",
            params,
        )
    elif used >= 0.95 * limit:
        yield Finding(
            "redis.out_of_memory",
            0.5,
            f"{100 * used // limit} % of the memory limit are used, and nothing may be evicted",
            params,
        )


def _clients(facts: Facts) -> Iterator[Finding]:
    there, limit = facts.get("connected_clients"), facts.get("maxclients")
    if not isinstance(there, int) or not isinstance(limit, int) or not limit:
        return
    need = int(facts.get("pool_size") or 0) * int(facts.get("processes") or 1)
    params = params_of(facts, limit=limit, need=need, wanted=max(need, there) * 2)
    if need > limit:
        pool, processes = facts.get("pool_size"), facts.get("processes") or 1
        pools = f"pool_size {pool} × {processes} processes"
        why = f"the app needs {need} connections ({pools}), but maxclients is {limit}"
        yield Finding("redis.too_many_clients", 0.9, why, params)
    elif limit >= 10 and there - 1 >= 0.9 * limit:
        yield Finding("redis.too_many_clients", 0.5, f"{there} of {limit} clients are there", params)


def _snapshots(facts: Facts) -> Iterator[Finding]:
    """The write test has told already where writes are refused; this is the warning before."""
    for key, what in (
        ("rdb_last_bgsave_status", "the last snapshot"),
        ("aof_last_write_status", "the append-only file"),
    ):
        if facts.get(key) == "err":
            yield Finding("redis.persistence", 0.55, f"{what} could not be written", params_of(facts))
