"""What a load has shown, step by step, and the table that is made of it.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from farhand.model import nothing

_MOST_HAD_COME = 0.9


@dataclass(frozen=True)
class Shot:
    """One request: when it began and what it took, in milliseconds of its step. `kind`: "" is as expected."""

    begun: float
    connect: float = 0.0
    total: float = 0.0
    kind: str = ""  # "500", "timeout", "refused", "reset", "connect-timeout", ...
    late: float = 0.0  # how long after it was due it began, though nothing held it up

    @property
    def ended(self) -> float:
        return self.begun + self.total


@dataclass(frozen=True)
class Sample:
    """What app and host showed at one moment. None: it cannot be seen from here."""

    queue: int | None = None  # connections that wait to be accepted
    backlog: int | None = None  # how many may
    threads: int | None = None  # of all processes of the app
    connections: Mapping[str, int] = field(default_factory=nothing)  # from the app to each dependency


@dataclass(frozen=True)
class Use:
    """What a whole step has used. None: it cannot be seen from here."""

    cpu: float | None = None  # of the app, in processors
    busiest: float | None = None  # of its busiest process
    waiting: float | None = None  # processors that it could have used, and did not get
    cores: float | None = None  # that the app may use
    throttled: float | None = None  # share of the periods of its control group
    overflows: int = 0  # connections that the kernel had to drop because a queue was full
    own: float = 0.0  # processors that Farhand itself has used
    host: float | None = None  # share of the host's processors that was busy


@dataclass(frozen=True)
class Asked:
    """A look of our own at a dependency while the load went on."""

    took_ms: float = 0.0
    used: int | None = None  # connections of its server
    most: int | None = None  # that it gives to this app
    refused: str = ""  # cause id, where it let nobody in


@dataclass(frozen=True)
class Step:
    """So many requests at once, for a while."""

    parallel: int
    shots: tuple[Shot, ...]
    samples: tuple[Sample, ...] = ()
    use: Use = Use()
    asked: Mapping[str, Asked] = field(default_factory=nothing)


@dataclass(frozen=True)
class Row:
    """A step in numbers; times in milliseconds."""

    parallel: int
    requests: int
    rps: float
    p50: float
    p95: float
    longest: float = 0.0
    connect: float = 0.0  # p95 of the time until the connection stands
    errors: Mapping[str, int] = field(default_factory=nothing)
    queue: int | None = None  # usually; a burst fills it for a moment
    backlog: int | None = None
    threads: int | None = None
    connections: Mapping[str, int] = field(default_factory=nothing)
    use: Use = Use()
    asked: Mapping[str, Asked] = field(default_factory=nothing)
    late: float = 0.0  # p50 of how late Farhand itself was

    @property
    def failed(self) -> int:
        return sum(self.errors.values())

    @property
    def share(self) -> float:
        """Share of the requests that failed."""
        return self.failed / self.requests if self.requests else 0.0


def row(step: Step) -> Row:
    """The numbers of a step. Latencies are those of the requests that were answered as expected."""
    good = sorted(s.total for s in step.shots if not s.kind) or sorted(s.total for s in step.shots)
    last = [s for s in step.samples if s.connections]
    return Row(
        step.parallel,
        len(step.shots),
        _rate(step.shots),
        quantile(good, 0.5),
        quantile(good, 0.95),
        good[-1] if good else 0.0,
        quantile(sorted(s.connect for s in step.shots), 0.95),
        dict(Counter(s.kind for s in step.shots if s.kind)),
        usual(s.queue for s in step.samples),
        most(s.backlog for s in step.samples),
        most(s.threads for s in step.samples),
        {name: max(s.connections.get(name, 0) for s in last) for s in last[:1] for name in s.connections},
        step.use,
        step.asked,
        quantile(sorted(s.late for s in step.shots), 0.5),
    )


def _rate(shots: Sequence[Shot]) -> float:
    """Good answers per second, up to where nine of ten had come: one straggler is no lower rate."""
    begun = min((s.begun for s in shots), default=0.0)
    until = quantile(sorted(s.ended for s in shots), _MOST_HAD_COME)
    fine = sum(not s.kind and s.ended <= until for s in shots)
    return round(fine * 1000 / (until - begun), 2) if until > begun else 0.0


def quantile(ordered: Sequence[float], share: float) -> float:
    """Of an ordered series; 0 where there is nothing. No interpolation: a number that was measured."""
    if not ordered:
        return 0.0
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


def usual(values: Iterable[int | None]) -> int | None:
    """The middle of what was seen, the higher one of two."""
    seen = sorted(v for v in values if v is not None)
    return seen[len(seen) // 2] if seen else None


def most(values: Iterable[int | None]) -> int | None:
    return max((v for v in values if v is not None), default=None)


def together(rows: Sequence[Row]) -> list[Row]:
    """One row for each number of requests at once: of a step that was repeated, what went better.

    A pause of the machine spoils one of two; a limit spoils both.
    """
    found: dict[int, Row] = {}
    for one in rows:
        other = found.get(one.parallel)
        found[one.parallel] = _better(other, one) if other else one
    return [found[n] for n in sorted(found)]


def _better(a: Row, b: Row) -> Row:
    kept, other = (a, b) if (a.share, a.p50) <= (b.share, b.p50) else (b, a)
    return replace(kept, rps=max(a.rps, b.rps), asked={**other.asked, **kept.asked})


def as_json(one: Row) -> dict[str, Any]:
    """A row of the table that is shown, in the order in which it is read."""
    use = one.use
    told: dict[str, Any] = {
        "parallel": one.parallel,
        "requests": one.requests,
        "failed": one.failed,
        "errors": dict(one.errors),
        "per_second": one.rps,
        "p50_ms": one.p50,
        "p95_ms": one.p95,
        "longest_ms": one.longest,
        "connect_p95_ms": one.connect,
        "queue": one.queue,
        "backlog": one.backlog,
        "threads": one.threads,
        "connections": dict(one.connections),
        "cpu": use.cpu,
        "cpu_busiest": use.busiest,
        "cpu_waiting": use.waiting,
        "cores": use.cores,
        "throttled": use.throttled,
        "overflows": use.overflows,
        "host_busy": use.host,
        "dependencies": {
            name: {"took_ms": a.took_ms, "used": a.used, "most": a.most, "refused": a.refused}
            for name, a in one.asked.items()
        },
    }
    return {key: value for key, value in told.items() if value is not None}
