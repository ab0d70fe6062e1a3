"""Bursts and gaps: when a log says much more than usual, and when it falls silent."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from farhand.logs.mining import Summary
from farhand.logs.mining.curve import Curve
from farhand.logs.mining.entry import ERROR

#: A burst is so many times the usual, and at least so many records.
_TIMES, _LEAST = 5, 20
#: In a gap so many records were to be expected: by chance, one in e^12 logs is silent so long.
_EXPECTED = 12


@dataclass(frozen=True)
class Stretch:
    """From `begin` to before `end`, in seconds since 1970: `count` records where `usual` are expected."""

    begin: float
    end: float
    count: int
    usual: float


def whole_curve(summary: Summary, least: int = 0) -> Curve:
    """Counts over time of all records of level `least` and worse."""
    curve = Curve(4096)
    for level, one in sorted(summary.rates.items()):
        if level >= least:
            curve.absorb(one)
    return curve


def bursts(curve: Curve) -> list[Stretch]:
    """Where a curve is far above its usual, neighbours put together."""
    points, width = curve.points(), curve.seconds
    if not points:
        return []
    usual = _usual(curve)
    high = [(time, count) for time, count in points if count >= max(_LEAST, _TIMES * usual)]
    found: list[Stretch] = []
    for time, count in high:
        if found and found[-1].end >= time:
            last = found.pop()
            found.append(Stretch(last.begin, time + width, last.count + count, last.usual + usual))
        else:
            found.append(Stretch(time, time + width, count, usual))
    return found


def gaps(curve: Curve) -> list[Stretch]:
    """Where a curve is empty for longer than its neighbourhood lets expect."""
    points, width = curve.points(), curve.seconds
    found = []
    for number in range(1, len(points)):
        begin, end = points[number - 1][0] + width, points[number][0]
        around = [count for _, count in points[max(0, number - 10) : number + 10]]
        usual = statistics.median_low(around) * (end - begin) / width
        if end > begin and usual >= _EXPECTED:
            found.append(Stretch(begin, end, 0, usual))
    return found


def error_rate(summary: Summary) -> list[tuple[float, int, int]]:
    """(beginning of a bucket in seconds since 1970, errors, all records), in order of time."""
    everything, bad = whole_curve(summary), whole_curve(summary, ERROR)
    step = max(everything.step, bad.step)
    everything, bad = everything.at_width(step), bad.at_width(step)
    errors = dict(bad.points())
    return [(time, errors.get(time, 0), count) for time, count in everything.points()]


def _usual(curve: Curve) -> float:
    """The median of all buckets between first and last, the empty ones too."""
    counts = sorted(curve.counts.values())
    span = max(curve.counts) - min(curve.counts) + 1
    empty = span - len(counts)
    middle = span // 2
    return float(counts[middle - empty]) if middle >= empty else 0.0
