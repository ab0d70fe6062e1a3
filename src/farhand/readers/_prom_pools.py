"""Pools and limits of connections in metrics, whatever they are called: used against size, and who waits.

HikariCP, SQLAlchemy, Go's sql.DBStats, OpenTelemetry, Tomcat and the exporters of the servers all name the
same things differently: the words of a name that say *used*, *most*, *idle* or *waiting* are taken out, and
what is left names the pool.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from farhand.readers import Sign
from farhand.readers._prom_text import Series, same, tokens
from farhand.readers._words import words

_USED = words("active inuse used busy checkedout borrowed leased acquired")
_MOST = words("max maximum limit maxclients maxsize")
_SIZE = frozenset(("size", "capacity"))
_IDLE = words("idle available free checkedin")
_WAITING = words("pending waiting queued awaiting waiters wait waitqueuesize")
_NOISE = words(
    "connections connection conns clients client count num number total open in use checked out total "
    "config requests request threads thread usage allocated current pool pools global status variables "
    "settings stat db"
)
_ABOUT = words(
    "pool connections connection conns hikaricp datasource jdbc threads clients maxclients dbcp r2dbc"
)
_NOT = words(
    "bytes seconds milliseconds min minimum created closed opened bucket sum lifetime errors failed "
    "aborted memory heap buffer buffers file files fds java jvm goroutines accepted handled transmit "
    "receive tcp udp peak daemon started reserved superuser keepalive ssl tls process uptime"
)
_STATES = ("state", "status", "pool_state", "connection_state", "db_client_connection_state")
#: Which cause a full limit is, by a word in the name; the app's own pool where none fits.
_CAUSES = (
    ({"http", "httpclient", "httpcomponents", "netty", "okhttp", "undici"}, "http.client_pool"),
    ({"redis", "lettuce", "jedis"}, "redis.too_many_clients"),
    ({"pgbouncer", "pgpool", "odyssey"}, "postgres.pooler"),
    ({"threads", "thread", "executor", "worker", "workers"}, "app.load"),
)
#: Servers' own limits, as their exporters name them.
_SERVERS = (
    (("pg_stat_activity_count", "pg_stat_database_numbackends"), "pg_settings_max_connections",
        "postgres.too_many_connections"),
    (("mysql_global_status_threads_connected",), "mysql_global_variables_max_connections",
        "mysql.too_many_connections"),
    (("redis_connected_clients",), "redis_config_maxclients", "redis.too_many_clients"),
    (("redis_connected_clients",), "redis_max_clients", "redis.too_many_clients"),
)  # fmt: skip


@dataclass
class Pool:
    """What is known of one pool."""

    name: str
    words: frozenset[str]
    known: dict[str, Series] = field(default_factory=dict)

    def value(self, what: str) -> float | None:
        return self.known[what].value if what in self.known else None


def signs(known: Sequence[Series]) -> Iterator[Sign]:
    found = [*_servers(known), *(sign for pool in _pools(known) if (sign := _judged(pool)))]
    faults = [s for s in found if s.cause]
    yield from faults or found[:1]
    yield from _timeouts(known)
    yield from _slow_to_get(known)


def _pools(known: Sequence[Series]) -> list[Pool]:
    pools: dict[tuple[frozenset[str], frozenset[tuple[str, str]]], Pool] = {}
    for s in known:
        words = _words(s)
        what = _what(words) if words & _ABOUT and not words & _NOT and s.kind != "counter" else ""
        if not what or s.name.endswith("_total"):
            continue
        stem = words - _USED - _MOST - _SIZE - _IDLE - _WAITING - _NOISE
        pool = pools.setdefault((stem, same(s.labels, *_STATES)), Pool(_name(s), words))
        pool.known.setdefault(what, s)
    return [*pools.values()]


def _words(s: Series) -> frozenset[str]:
    state = s.label(*_STATES).lower()
    return frozenset((*tokens(s.name), *tokens(state.replace("-", "_").replace(" ", "_"))))


def _what(words: frozenset[str]) -> str:
    if words & _WAITING:
        return "waiting"
    if words & _MOST:
        return "" if words & _IDLE else "most"
    if words & _SIZE:
        return "size"
    if words & _USED or words >= {"in", "use"} or words >= {"checked", "out"}:
        return "used"
    return "idle" if words & _IDLE or words >= {"checked", "in"} else ""


def _name(s: Series) -> str:
    named = s.label("pool", "pool_name", "name", "db_name", "datasource", "database", "user")
    states = _USED | _MOST | _SIZE | _IDLE | _WAITING | {"checked", "out", "in", "use"}
    return named or "_".join(t for t in tokens(s.name) if t not in states) or s.name


def _cause(pool: Pool) -> str:
    return next((cause for words, cause in _CAUSES if pool.words & words), "db.pool_exhausted")


def _judged(pool: Pool) -> Sign | None:
    used, waiting = pool.value("used"), pool.value("waiting")
    most = pool.value("most") or pool.value("size")
    cause = _cause(pool)
    if "pgbouncer" in pool.words:
        return _pgbouncer(pool)
    if used is None or not most or most < 0:
        return _only_waiting(pool, cause)
    at = pool.known["used"].at
    why = f"pool {pool.name} has {used:.0f} of {most:.0f} connections in use"
    why = why.replace("connections", "threads") if cause == "app.load" else why
    why += f", and {waiting:.0f} wait for one" if waiting else ""
    if used < most or (pool.value("idle") or 0) > 0:
        fine = used <= 0.9 * most and not waiting
        return Sign(at, healthy=why, subject=pool.name) if fine else None
    weight = 0.92 if waiting else 0.75 if waiting is None else 0.4
    also = tuple(pool.known[n].at for n in ("most", "size", "waiting") if n in pool.known)
    return Sign(at, cause, weight - (0.2 if cause == "app.load" else 0), why, pool.name, also=also)


def _only_waiting(pool: Pool, cause: str) -> Sign | None:
    waiting, idle = pool.value("waiting"), pool.value("idle")
    words = pool.words
    if (
        not waiting
        or idle
        or not words & {"pool", "hikaricp", "datasource", "jdbc", "pgbouncer", "pool_name"}
    ):
        return None
    why = f"{waiting:.0f} wait for a connection of pool {pool.name}"
    return Sign(pool.known["waiting"].at, cause, 0.65, why, pool.name)


def _pgbouncer(pool: Pool) -> Sign | None:
    """pgbouncer_pools_client_waiting_connections and its kin; active clients are not a pool's use."""
    waiting = pool.value("waiting")
    if waiting is None or pool.name == "pgbouncer":
        return None
    at = pool.known["waiting"].at
    if waiting <= 0:
        return Sign(at, healthy="no client of PgBouncer waits for a connection", subject=pool.name)
    return Sign(
        at, "postgres.pooler", 0.75, f"{waiting:.0f} clients of {pool.name} wait in PgBouncer", pool.name
    )


def _servers(known: Sequence[Series]) -> Iterator[Sign]:
    names: dict[str, list[Series]] = {}
    for s in known:
        names.setdefault(s.name, []).append(s)
    for counters, limit, cause in _SERVERS:
        rows = next((names[c] for c in counters if c in names), [])
        most = names[limit][0].value if limit in names else 0.0
        used = sum(s.value for s in rows)
        if not rows or most <= 0:
            continue
        why = f"{used:.0f} of {most:.0f} connections of the server are used"
        full = used >= min(0.97 * most, most - 3) if most > 20 else used >= most
        at = max(rows, key=lambda s: s.value).at
        if full:
            yield Sign(at, cause, 0.9, why, cause.partition(".")[0], also=(names[limit][0].at,))
        elif used <= 0.85 * most:
            yield Sign(at, healthy=why, subject=cause.partition(".")[0])


def _timeouts(known: Sequence[Series]) -> Iterator[Sign]:
    """Counters of those who waited for a connection in vain."""
    for s in known:
        words = set(tokens(s.name))
        pool = words & {"pool", "hikaricp", "datasource", "r2dbc"} and words & {"timeout", "timeouts"}
        if (
            pool
            and s.grown > 0
            and not words & {"seconds", "bucket", "sum", "max"}
            and s.name.endswith(("_total", "_count"))
        ):
            since = "between the scrapes" if len(s.values) > 1 else "since the start"
            why = f"{s.grown:.0f} have waited for a connection of pool {_name(s)} in vain {since}"
            yield Sign(s.at, "db.pool_exhausted", 0.85 if len(s.values) > 1 else 0.6, why, _name(s))


def _slow_to_get(known: Sequence[Series]) -> Iterator[Sign]:
    """hikaricp_connections_acquire_seconds and its kin: how long one waits for a connection."""
    sums = {(s.name, same(s.labels)): s for s in known if s.name.endswith("_sum")}
    for s in known:
        words = set(tokens(s.name))
        if (
            s.name.endswith("seconds_count")
            and words & {"acquire", "acquisition", "checkout"}
            and words & _ABOUT
        ):
            total = sums.get((s.name[:-6] + "_sum", same(s.labels)))
            if total and s.grown > 0 and total.grown / s.grown >= 1.0:
                why = f"it takes {total.grown / s.grown:.3g} s to get a connection from pool {_name(s)}"
                yield Sign(s.at, "db.pool_exhausted", 0.7, why, _name(s), also=(total.at,))
