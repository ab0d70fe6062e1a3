"""Where a climb bends: more requests at once that bring no more answers, only longer ones, or errors.  Pure.

Told by the median and by the throughput, never by one slow request: a cold start, a collection of garbage or
a busy neighbour makes a tail, and a limit moves the middle. What only Farhand's own machine was too slow for
is no knee.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from farhand.isolate.load.series import Row, together

#: Milliseconds between two requests of one client at least: it is a load, not an attack.
PACE = 100.0
#: Of the answers that so many more requests could bring, so little came.
_GAIN = 0.4
#: So much slower than alone: by factor, and by milliseconds.
_SLOWER, _BY = 1.6, 60.0
#: Errors that count: at least so many, and this share of the requests.
_FEW, _SHARE = 2, 0.03
#: Of all requests of a step: then it is broken off at once.
BREAK_OFF = 0.5
#: Processors that Farhand uses, and milliseconds that it is late, where it is the limit itself.
_OWN, _LATE = 0.85, 40.0

LATENCY, ERRORS = "latency", "errors"


@dataclass(frozen=True)
class Knee:
    """`at` requests at once it bends; `before` it held. `kind`: latency or errors."""

    at: int
    before: int
    kind: str
    says: str


def knee(rows: Sequence[Row]) -> Knee | None:
    """The first bend, or None."""
    found = together(rows)
    for place in range(len(found)):
        bend = _errors(found, place) or _latency(found, place)
        if bend:
            return bend
    return None


def strained(row: Row) -> bool:
    """True where Farhand's own machine was the limit: then the row tells nothing of the app's speed."""
    return row.use.own >= _OWN or row.late >= _LATE


def ideal(row: Row, base: Row) -> float:
    """Answers per second that so many clients would get if each was served as if it were alone."""
    return row.parallel * 1000 / max(base.p50, PACE)


def _errors(found: Sequence[Row], place: int) -> Knee | None:
    row, before = found[place], found[:place]
    alone = before[0].share if before else 0.0
    if row.failed < _FEW or row.share < max(_SHARE, 2 * alone):
        return None
    kinds = ", ".join(f"{n} × {kind}" for kind, n in sorted(row.errors.items(), key=lambda e: -e[1])[:3])
    says = f"with {row.parallel} at once {row.failed} of {row.requests} requests fail ({kinds})"
    return Knee(row.parallel, before[-1].parallel if before else 0, ERRORS, says)


def _latency(found: Sequence[Row], place: int) -> Knee | None:
    if place == 0:
        return None
    before, row = found[place - 1], found[place]
    base = min(found[:place], key=lambda r: r.p50)  # the first one may have met a cold app
    if row.p50 < _SLOWER * base.p50 or row.p50 < base.p50 + _BY or strained(row):
        return None
    could = ideal(row, base) - ideal(before, base)
    if row.rps - before.rps > _GAIN * could:
        return None
    says = (
        f"from {before.parallel} to {row.parallel} at once the answers per second go from {before.rps:g} to "
        f"{row.rps:g}, and half of the requests take {row.p50:g} ms instead of {base.p50:g} ms"
    )
    return Knee(row.parallel, before.parallel, LATENCY, says)


def steps(ceiling: int) -> list[int]:
    """1, 2, 5, 10, 20, 50, ... and never above the ceiling, which is the last one."""
    found = [n * 10**power for power in range(7) for n in (1, 2, 5) if n * 10**power < ceiling]
    return [*found, ceiling]
