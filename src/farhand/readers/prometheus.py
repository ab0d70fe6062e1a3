"""Metrics as Prometheus and OpenMetrics write them: `curl localhost:9090/metrics`, whole or what grep left
of it.

Nobody tells which metric matters, so all are looked at by what their names and labels say: how long queries
take, which pool is full, how many requests fail, which limit is near. Of several scrapes in one paste the
differences count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from farhand.readers import Part, Sign, _prom_errors, _prom_limits, _prom_pools, _prom_slow, _prom_text
from farhand.readers._prom_examples import EXAMPLES as EXAMPLES

WORDS = (
    "# TYPE",
    "# HELP",
    "#TYPE",
    "#HELP",
    "} ",
    "_total ",
    "_seconds ",
    "_count ",
    "_sum ",
    "_bytes ",
    "_active",
    "_max",
    "_size",
    "_connections",
    "_pool",
    "up ",
    "_lag",
    "_fds",
)
QUIET = True
#: A slow query fills the pool: then the pool is what follows from it.
_FOLLOWS = 0.65
_MOST_SIGNS = 12


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    yield from _prom_text.parts(lines)


def read(part: Part) -> Iterator[Sign]:
    known = _prom_text.series(part.lines)
    signs = [
        s for module in (_prom_slow, _prom_pools, _prom_errors, _prom_limits) for s in module.signs(known)
    ]
    faults = _weighed([s for s in signs if s.cause or s.facts])
    yield from faults or [s for s in signs if s.healthy][:3]


def _weighed(faults: Sequence[Sign]) -> list[Sign]:
    """The surest of each cause, with the pool below the query that fills it."""
    slow = max((s.weight for s in faults if s.cause == "db.slow_query"), default=0.0)
    if slow >= 0.7:
        faults = [
            replace(s, weight=s.weight * _FOLLOWS) if s.cause == "db.pool_exhausted" else s for s in faults
        ]
    return sorted(faults, key=lambda s: -s.weight)[:_MOST_SIGNS]
