"""What Redis, Valkey and KeyDB say of themselves: `redis-cli info`, `cluster info`, or a few lines of them.

A full memory, a snapshot that cannot be written, a lost master and a broken cluster are each told by one or
two fields, long before a client shows an error; the sizes must be compared with their limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from farhand.readers import Part, Sign
from farhand.readers._redis_examples import EXAMPLES as EXAMPLES
from farhand.readers._words import words

WORDS = (
    "redis_",
    "valkey_",
    "used_memory",
    "maxmemory",
    "rdb_",
    "aof_",
    "master_",
    "cluster_",
    "connected_",
    "rejected_connections",
    "evicted_keys",
    "keyspace_hits",
)
QUIET = True
_FIELD = re.compile(
    r"\s*(?:\d+\)\s*)?\"?(?P<name>errorstat_\w+|[a-z][a-z0-9_]{2,60}):(?P<value>[^\s\"].{0,300}?)?(?:\\r)?\"?$"
)
_SECTION = re.compile(r"\s*(?:# ?[A-Z][A-Za-z]+$|$|\$ |\d[\d.:]+> )")
#: One of these tells that it is Redis who speaks.
_TELLING = words(
    "redis_version valkey_version redis_mode used_memory maxmemory maxmemory_policy "
    "rdb_last_bgsave_status aof_last_write_status master_link_status cluster_state connected_slaves "
    "rejected_connections connected_clients rdb_changes_since_last_save aof_enabled master_replid "
    "cluster_enabled cluster_slots_ok evicted_keys keyspace_hits"
)
_FULL, _TIGHT = 0.99, 0.95
_Told = Mapping[str, tuple[int, str]]


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    begin, end, telling = -1, -1, False
    for at, line in enumerate((*lines, "end of text")):
        field = _FIELD.match(line) if ":" in line else None
        if field:
            name = field["name"]
            begin, end = (at if begin < 0 else begin), at + 1
            telling = telling or name in _TELLING
        elif begin >= 0 and not _SECTION.match(line):
            if telling:
                yield begin, end
            begin, telling = -1, False


def read(part: Part) -> Iterator[Sign]:
    told = _told(part.lines)
    found = [sign for rule in (_memory, _disk, _replica, _cluster, _clients) for sign in rule(told)]
    yield from found
    if not found and len(told) >= 3:
        yield from _fine(told)


def _told(lines: Sequence[str]) -> _Told:
    """Each field with its last place; the last of several outputs counts."""
    told = {}
    for at, line in enumerate(lines):
        name, colon, value = line.strip().strip('"').partition(":")
        if colon:
            told[name.rpartition(" ")[2].strip('"')] = (at, value.strip().removesuffix("\\r"))
    return told


def _number(told: _Told, name: str) -> float | None:
    try:
        return float(told[name][1])
    except (KeyError, ValueError):
        return None


def _is(told: _Told, name: str, *values: str) -> bool:
    return name in told and told[name][1] in values


def _memory(told: _Told) -> Iterator[Sign]:
    limit, used = _number(told, "maxmemory"), _number(told, "used_memory")
    policy = told["maxmemory_policy"][1] if "maxmemory_policy" in told else ""
    refused = _errors(told, "OOM")
    if limit and used and used >= _TIGHT * limit and not policy.startswith("allkeys"):
        why = f"used_memory is {used / limit:.0%} of maxmemory" + (f" with policy {policy}" if policy else "")
        also = tuple(told[n][0] for n in ("maxmemory", "maxmemory_policy") if n in told)
        sure = used >= _FULL * limit or bool(refused)
        weight = (0.92 if policy == "noeviction" else 0.75) if sure else 0.5
        yield Sign(told["used_memory"][0], "redis.out_of_memory", weight, why, "redis", also=also)
    elif refused:
        why = f"{refused:.0f} commands were refused for memory since the start"
        at = told["errorstat_OOM"][0]
        yield Sign(
            at, "redis.out_of_memory", 0.6 if limit and used and used < 0.8 * limit else 0.75, why, "redis"
        )


def _errors(told: _Told, name: str) -> float:
    """errorstat_OOM:count=18 and its kin."""
    text = told[f"errorstat_{name}"][1] if f"errorstat_{name}" in told else ""
    found = re.match(r"count=(\d+)", text)
    return float(found[1]) if found else 0.0


def _disk(told: _Told) -> Iterator[Sign]:
    for name, weight in (
        ("rdb_last_bgsave_status", 0.92),
        ("aof_last_write_status", 0.93),
        ("aof_last_bgrewrite_status", 0.7),
    ):
        if _is(told, name, "err"):
            yield Sign(told[name][0], "redis.persistence", weight, f"{name} is err", "redis")


def _replica(told: _Told) -> Iterator[Sign]:
    if _is(told, "master_link_status", "down"):
        master = ":".join(told[n][1] for n in ("master_host", "master_port") if n in told)
        down = _number(told, "master_link_down_since_seconds")
        why = f"the link to the master {master} is down".replace("  ", " ")
        why += f" for {down:.0f} s" if down and down > 0 else ""
        busy = _is(told, "master_sync_in_progress", "1")
        yield Sign(told["master_link_status"][0], "redis.read_only", 0.6 if busy else 0.85, why, "redis")
    for name in ("loading", "async_loading"):
        if _is(told, name, "1"):
            yield Sign(
                told[name][0], "redis.read_only", 0.8, f"Redis still loads its data ({name} is 1)", "redis"
            )


def _cluster(told: _Told) -> Iterator[Sign]:
    if _is(told, "cluster_state", "fail"):
        slots = told["cluster_slots_ok"][1] if "cluster_slots_ok" in told else ""
        why = "cluster_state is fail" + (f", {slots} of 16384 slots are served" if slots else "")
        yield Sign(told["cluster_state"][0], "redis.cluster", 0.92, why, "redis")
    elif _number(told, "cluster_slots_fail"):
        why = f"{told['cluster_slots_fail'][1]} slots of the cluster have failed"
        yield Sign(told["cluster_slots_fail"][0], "redis.cluster", 0.85, why, "redis")


def _clients(told: _Told) -> Iterator[Sign]:
    now, limit = _number(told, "connected_clients"), _number(told, "maxclients")
    refused = _number(told, "rejected_connections")
    if now and limit and now >= 0.9 * limit:
        why = f"{now:.0f} of {limit:.0f} clients are connected"
        why += f", {refused:.0f} were turned away" if refused else ""
        weight = 0.92 if refused else 0.85 if now >= 0.98 * limit else 0.5
        yield Sign(told["connected_clients"][0], "redis.too_many_clients", weight, why, "redis")
    elif refused:
        why = f"{refused:.0f} connections were turned away since the start (maxclients)"
        yield Sign(told["rejected_connections"][0], "redis.too_many_clients", 0.5, why, "redis")


def _fine(told: _Told) -> Iterator[Sign]:
    """What positively works, of what can fail in these fields."""
    good = (
        ("rdb_last_bgsave_status", "ok"), ("aof_last_write_status", "ok"), ("master_link_status", "up"),
        ("cluster_state", "ok"), ("role", "master"),
    )  # fmt: skip
    fine = [name for name, value in good if _is(told, name, value)]
    if fine and not _is(told, "loading", "1"):
        yield Sign(told[fine[0]][0], healthy=f"Redis is well: {', '.join(fine)}", subject="redis")
