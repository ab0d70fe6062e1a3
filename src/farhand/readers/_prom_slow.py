"""How long things take, in metrics: gauges, quantiles, averages of _sum and _count, and histograms'
buckets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from farhand.readers import Sign
from farhand.readers._prom_text import Series, same, tokens
from farhand.readers._words import words

#: What a duration's name is never about: limits, ages, and work that takes long by nature.
_OTHER = words(
    "timeout timeouts uptime start started created age last interval keepalive idle ttl expiry "
    "expiration lifetime backup vacuum migration migrations gc pause scrape compaction wal checkpoint "
    "refresh cron batch job export import cpu timestamp boot process node since lag behind offset limit "
    "threshold target slo sla build startup ready election rebalance snapshot evaluation sync "
    "autovacuum maintenance long polling longpoll websocket session settings setting variables variable "
    "config naptime period delay warmup cutoff retention schedule scheduled train training"
)
_DURATION = frozenset(
    ("duration", "latency", "time", "seconds", "elapsed", "milliseconds", "ms", "took", "usage")
)
_QUERY = words(
    "query queries sql statement statements db database jdbc datasource postgres postgresql pg mysql "
    "mariadb mongo mongodb oracle mssql sqlserver hibernate sqlalchemy jpa repository dbclient psycopg "
    "asyncpg sqlx gorm"
)
_CALLED_OUT = words("client upstream external outbound outgoing webclient httpclient feign resttemplate")
_CONNECTING = words("acquire acquisition checkout wait creation create pending")
_BY_LABEL = (
    "query",
    "statement",
    "sql",
    "db_statement",
    "db_operation",
    "db_system",
    "db_system_name",
    "sql_id",
)
#: Seconds that make a database slow, and another service; what is beyond sense is no duration.
_SLOW_QUERY, _SLOW_CALL, _BEYOND = 1.0, 5.0, 1e7
_UNITS = (("milliseconds", 1e-3), ("millis", 1e-3), ("ms", 1e-3), ("microseconds", 1e-6), ("us", 1e-6),
          ("nanoseconds", 1e-9), ("ns", 1e-9), ("minutes", 60.0), ("seconds", 1.0), ("sec", 1.0), ("secs",
              1.0))  # fmt: skip

_Sums = Mapping[tuple[str, frozenset[tuple[str, str]]], Series]


@dataclass(frozen=True)
class Timed:
    """How long one thing takes, in seconds, and how that was told."""

    at: int
    seconds: float
    told: str
    weight: float
    series: Series
    also: tuple[int, ...] = ()


def signs(known: Sequence[Series]) -> Iterator[Sign]:
    """The slowest of each kind; healthy where queries are timed and all are quick."""
    timed = list(_timed(known))
    queries = [t for t in timed if _is_query(t.series)]
    calls = [t for t in timed if t not in queries and set(tokens(t.series.name)) & _CALLED_OUT]
    slow = sorted((t for t in queries if t.seconds >= _SLOW_QUERY), key=lambda t: (-t.weight, -t.seconds))
    late = sorted((t for t in calls if t.seconds >= _SLOW_CALL), key=lambda t: -t.seconds)
    if slow:
        yield _slow_query(slow)
    if late:
        yield _slow_call(late[0])
    yield from _names(timed)
    if queries and not slow:
        slowest = max(queries, key=lambda t: t.seconds)
        yield Sign(
            slowest.at, healthy=f"no query takes longer than {slowest.seconds:.3g} s", subject="database"
        )


def _slow_query(slow: Sequence[Timed]) -> Sign:
    first = slow[0]
    name, told = first.series.label(*_BY_LABEL) or first.series.who, first.told
    what = f"query {name}" if name else f"a database query ({first.series.name})"
    others = {t.series.who for t in slow[1:]} - {name}
    more = f"; {len(others)} more are slow" if others else ""
    why = f"{what} takes {first.seconds:.4g} s{told}{more}"
    return Sign(
        first.at, "db.slow_query", first.weight, why, "database", params={"query": name}, also=first.also
    )


def _slow_call(timed: Timed) -> Sign:
    who = timed.series.label(
        "client_name", "host", "server_address", "target", "upstream", "uri", "url", "service"
    )
    why = f"calls to {who or 'another service'} take {timed.seconds:.4g} s{timed.told} ({timed.series.name})"
    return Sign(timed.at, "http.timeout", 0.6, why, who or "http", also=timed.also)


def _names(timed: Sequence[Timed]) -> Iterator[Sign]:
    """Look-ups of names that take seconds."""
    for t in timed:
        words = tokens(t.series.name)
        if "dns" in words and t.seconds >= 2.0:
            why = f"a name takes {t.seconds:.3g} s to resolve ({t.series.name})"
            yield Sign(t.at, "dns.slow", 0.65, why, t.series.who or "dns")


def _is_query(series: Series) -> bool:
    words = set(tokens(series.name))
    named = words & _QUERY or series.label(*_BY_LABEL)
    return (
        bool(named)
        and not words & _CONNECTING
        and not words & {"http", "request", "requests", "server", "dns"}
    )


def _timed(known: Sequence[Series]) -> Iterator[Timed]:
    sums = {(s.name, same(s.labels)): s for s in known if s.name.endswith("_sum")}
    for s in known:
        scale = _scale(s)
        if scale is None:
            continue
        found = _of_series(s, scale, sums)
        if found and found.seconds < _BEYOND:
            yield found
    yield from _of_buckets(known, sums)


def _scale(series: Series) -> float | None:
    """Seconds in one unit of what the name speaks of; None where it is no duration."""
    words = tokens(series.name)
    if set(words) & _OTHER or not set(words) & _DURATION or _long_by_nature(series):
        return None
    return next((scale for unit, scale in _UNITS if unit in words), None)


def _long_by_nature(series: Series) -> bool:
    what = f" {series.label(*_BY_LABEL)} {series.who} ".lower()
    return bool(
        re.search(r"backup|vacuum|migrat|export|import|batch|report|cron|nightly|etl|pg_dump|sleep", what)
    )


def _of_series(s: Series, scale: float, sums: _Sums) -> Timed | None:
    if s.name.endswith("_count"):
        total = sums.get((s.name[:-6] + "_sum", same(s.labels)))
        return _average(total, s, scale) if total else None
    if (
        s.name.endswith(("_sum", "_bucket", "_total", "_created"))
        or s.kind == "counter"
        or s.value != s.value
    ):
        return None
    seconds, quantile = s.value * scale, s.label("quantile")
    if quantile:
        weight = 0.82 if quantile in ("0.5", "0.50") else 0.78 if seconds >= 5 else 0.65
        return Timed(s.at, seconds, f" at quantile {quantile}", weight, s)
    if s.name.endswith("_max") or "max" in tokens(s.name):
        return Timed(s.at, seconds, " at most", 0.7 if seconds >= 5 else 0.5, s)
    return Timed(s.at, seconds, "", 0.9 if seconds >= 5 else 0.75, s)


def _average(total: Series, count: Series, scale: float) -> Timed | None:
    if count.grown <= 0 or total.grown < 0 or total.grown != total.grown:
        return None
    seconds = total.grown / count.grown * scale
    weight = 0.88 if seconds >= 5 else 0.78
    told = f" on average of {count.grown:.0f}"
    return Timed(count.at, seconds, told, weight, count, (total.at,))


def _of_buckets(known: Sequence[Series], sums: _Sums) -> Iterator[Timed]:
    """Histograms of which only the buckets were copied: what half of all took at least."""
    groups: dict[tuple[str, frozenset[tuple[str, str]]], list[tuple[float, Series]]] = {}
    for s in known:
        key = (s.name[:-7], same(s.labels, "le"))
        if s.name.endswith("_bucket") and (key[0] + "_sum", key[1]) not in sums and _scale(s) is not None:
            groups.setdefault(key, []).append((_bound(s.label("le")), s))
    for rows in groups.values():
        rows.sort(key=lambda row: row[0])
        total = rows[-1][1].grown
        before = [row for row in rows if row[1].grown < total / 2]
        if before and total > 0:
            bound, s = before[-1]
            yield Timed(s.at, bound * (_scale(s) or 0), f" or more for half of {total:.0f}", 0.75, s)


def _bound(le: str) -> float:
    try:
        return float(le)
    except ValueError:
        return float("inf")
