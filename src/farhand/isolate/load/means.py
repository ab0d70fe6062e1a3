"""Why a climb bends where it does: one small judge for each limit, the most telling first.  Pure.

Each looks at the row of the knee and at those before. What a text says (an error that came back, the app's
log, its metrics) is read by the readers and outranks what is only counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from farhand.isolate.load.knee import ERRORS, Knee
from farhand.isolate.load.series import Asked, Row, together
from farhand.model import Finding, nothing

#: From here on processors are what is short; below, they are not.
_BUSY, _THROTTLED = 0.85, 0.2
#: The host as a whole is busy, and so much of a processor is what the app waits for.
_ALL, _WAITS = 0.95, 0.35
#: A dependency takes this share of a request, or is this many times slower than before the load.
_MOST_OF_IT, _SLOWER = 0.5, 3.0
_SLOW = 150.0

#: What a dependency of a kind is called when its server gives no more connections, or is slow.
_FULL = {
    "postgres": "postgres.too_many_connections",
    "mysql": "mysql.too_many_connections",
    "redis": "redis.too_many_clients",
}
_SLOW_CAUSE = {"postgres": "db.slow_query", "mysql": "db.slow_query", "redis": "db.slow_query"}
_POOL = {"http": "http.client_pool", "tcp": "http.client_pool", "tls": "http.client_pool"}


@dataclass(frozen=True)
class Climb:
    """All that was seen of a climb that bends."""

    rows: Sequence[Row]
    knee: Knee
    kinds: Mapping[str, str] = field(default_factory=nothing)  # dependency -> kind
    pools: Mapping[str, int] = field(default_factory=nothing)  # dependency -> declared size of its pool
    port: int = 0
    url: str = ""

    @property
    def at(self) -> Row:
        return next(r for r in together(self.rows) if r.parallel == self.knee.at)

    @property
    def base(self) -> Row:
        return together(self.rows)[0]


def findings(climb: Climb) -> list[Finding]:
    """The cause that the numbers show, or that it is the load as such."""
    for judge in _JUDGES:
        found = judge(climb)
        if found:
            return [found]
    return [_load(climb)]


def _server_full(climb: Climb) -> Finding | None:
    """The dependency itself let nobody in any more, or the app has all connections that it gives."""
    for name, kind in climb.kinds.items():
        cause, seen = _FULL.get(kind, ""), climb.at.asked.get(name, Asked())
        if seen.refused and seen.refused == cause:
            why = f"with {climb.knee.at} requests at once {name} lets nobody in any more"
            return Finding(cause, 0.92, why, {"host": name}, (), subject=name)
        gives = next((r.asked[name].most for r in climb.rows if name in r.asked), None)
        used = max(seen.used or 0, climb.at.connections.get(name, 0))
        if cause and gives and used >= gives:
            why = f"{used} of the {gives} connections that {name} gives are taken at {climb.knee.at} at once"
            return Finding(cause, 0.85, why, {"host": name}, ("db.pool_exhausted",), subject=name)
    return None


def _cpu(climb: Climb) -> Finding | None:
    use = climb.at.use
    if use.throttled is not None and use.throttled >= _THROTTLED:
        why = (
            f"the app is held back in {use.throttled:.0%} of the periods: "
            f"it may use {use.cores or 0:g} of a processor, and uses {use.cpu or 0:.2f}"
        )
        return Finding("limits.cpu", 0.9, why, {"cores": f"{use.cores or 0:g}"}, not_excluded=("app.load",))
    if use.cpu is None:
        return None
    if use.cores and use.cpu >= _BUSY * use.cores:
        why = f"the app uses {use.cpu:.2f} processors, of {use.cores:g} that it may use"
        return Finding("limits.cpu", 0.8, why, {"cores": f"{use.cores:g}"}, ("app.load",))
    if use.waiting is not None and use.waiting >= _WAITS and (use.host is None or use.host >= _ALL):
        why = (
            f"the app uses {use.cpu:.2f} processors and waits for {use.waiting:.2f} more: "
            "others on this host have them"
        )
        return Finding("limits.cpu", 0.75, why, {"cores": f"{use.cpu:g}"}, ("app.load",))
    if use.busiest is not None and use.busiest >= _BUSY:
        why = f"one process of the app uses {use.busiest:.2f} of a processor, which is all that one can use"
        return Finding("app.load", 0.75, why, {"url": climb.url}, ("limits.cpu",))
    return None


def _backlog(climb: Climb) -> Finding | None:
    """The kernel drops connections, because the app does not take them in time."""
    row = climb.at
    full = row.queue is not None and row.backlog is not None and row.queue >= row.backlog > 0
    dropped = row.use.overflows > 0 or row.errors.get("connect-timeout", 0) > 0 or row.connect >= 900
    if not (dropped and (row.queue or row.use.overflows)) and not full:
        return None
    queue = f"{row.queue} connections wait at port {climb.port}"
    held = f", and its queue holds {row.backlog}" if row.backlog is not None else ""
    lost = f"; {row.use.overflows} were dropped" if row.use.overflows else ""
    params = {"port": climb.port}
    return Finding("tcp.backlog_full", 0.9, queue + held + lost, params, not_excluded=("app.load",))


def _dependency(climb: Climb) -> Finding | None:
    """Most of a request is spent in a dependency, or that has become slow under the load."""
    for name, seen in climb.at.asked.items():
        before = climb.base.asked.get(name)
        if not before or seen.refused or seen.took_ms < _SLOW:
            continue
        cause = _SLOW_CAUSE.get(climb.kinds.get(name, ""), "http.timeout")
        slower = seen.took_ms >= _SLOWER * before.took_ms
        if slower or before.took_ms >= _MOST_OF_IT * climb.base.p50:
            why = (
                f"{name} itself takes {seen.took_ms:g} ms for one look at {climb.knee.at} requests at once, "
                f"{before.took_ms:g} ms at {climb.base.parallel}; a request takes {climb.base.p50:g} ms alone"
            )
            others = ("app.load", "db.pool_exhausted")
            sure = 0.85 if slower else 0.8
            return Finding(cause, sure, why, {"host": name, "url": name}, others, subject=name)
    return None


def _queue(climb: Climb) -> Finding | None:
    """Connections wait to be accepted, and processors are free: all workers are busy waiting."""
    row = climb.at
    if not row.queue or row.queue < max(1, (row.parallel - climb.knee.before) // 2):
        return None
    why = (
        f"{row.queue} of {row.parallel} requests wait to be accepted at port {climb.port}: "
        "all workers are busy, and the processors are not"
    )
    return Finding(
        "app.load", 0.85, why, {"url": climb.url}, not_excluded=("db.slow_query", "tcp.backlog_full")
    )


def _threads(climb: Climb) -> Finding | None:
    """Each request has a thread of its own, up to a number; so its connections stay at that number too."""
    rows = {r.parallel: r for r in together(climb.rows)}
    base, at = climb.base.threads, climb.at.threads
    before = rows.get(climb.knee.before, climb.base).threads
    if base is None or before is None or at is None or not (base < before and at <= before):
        return None
    why = (
        f"the app has had one thread more for each request up to {climb.knee.before} at once, and has no "
        f"more at {climb.knee.at}: {at} in all"
    )
    return Finding("app.load", 0.75, why, {"url": climb.url}, ("db.pool_exhausted",))


def _pool(climb: Climb) -> Finding | None:
    """The app takes all requests, and its connections to a dependency stay at a number below."""
    for name, count in climb.at.connections.items():
        rows = [r for r in together(climb.rows) if r.parallel >= climb.knee.at]
        if not count or any(r.connections.get(name, 0) >= r.parallel for r in rows):
            continue
        if climb.at.queue and climb.at.queue > 1:
            continue
        declared = climb.pools.get(name)
        room = climb.at.asked.get(name)
        full = f"; its server gives {room.most} and has {room.used} in use" if room and room.most else ""
        size = f" (pool_size = {declared} is declared)" if declared else ""
        why = (
            f"the app takes {climb.at.parallel} requests at once and holds {count} connections to {name}"
            f"{size}, no more than before{full}"
        )
        cause = _POOL.get(climb.kinds.get(name, ""), "db.pool_exhausted")
        # a fixed number of threads looks the same, but where there are fewer than connections
        apart = climb.at.threads is None or climb.at.threads <= count or _grows(climb)
        return Finding(
            cause, (0.8 if full else 0.7) if apart else 0.6, why, {"host": name}, ("app.load",), subject=name
        )
    return None


def _grows(climb: Climb) -> bool:
    """There are more threads the more requests there are: so they are not what is short."""
    return (climb.at.threads or 0) > (climb.base.threads or 0)


def _load(climb: Climb) -> Finding:
    sure = 0.6 if climb.knee.kind == ERRORS else 0.55
    return Finding("app.load", sure, climb.knee.says, {"url": climb.url})


_JUDGES: tuple[Callable[[Climb], Finding | None], ...] = (
    _server_full, _cpu, _backlog, _dependency, _queue, _threads, _pool,
)  # fmt: skip
