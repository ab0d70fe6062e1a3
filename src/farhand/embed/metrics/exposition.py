"""Families as text: Prometheus' format 0.0.4 and OpenMetrics 1.0.  Pure.

Sources: Prometheus, "Exposition formats"; OpenMetrics 1.0, "ABNF" and "Escaping". Names of metrics and
labels are our own; what a label says may be anything, so it loses its control characters (Prometheus' own
parser ends at a zero byte) and is bounded before it is escaped.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from farhand.embed.health.formats._text import line
from farhand.embed.metrics.model import COUNTER, Family, Labels, Sample

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
END = "# EOF\n"
#: Characters of a label.
_LABEL = 200


def prometheus(families: Sequence[Family]) -> str:
    """Version 0.0.4: a counter is named with its `_total`, and a unit has no line."""
    return "".join(row for f in families if f.samples for row in _rows(f, f"{f.name}{_suffix(f)}", ""))


def openmetrics(families: Sequence[Family], end: bool = True) -> str:
    """OpenMetrics 1.0. Without `end` something may still follow."""
    rows = (row for f in families if f.samples for row in _rows(f, f.name, f.unit))
    return "".join(rows) + (END if end else "")


def _suffix(family: Family) -> str:
    return "_total" if family.kind == COUNTER else ""


def _rows(family: Family, named: str, unit: str) -> Iterator[str]:
    yield f"# HELP {named} {_help(family.help)}\n"
    yield f"# TYPE {named} {family.kind}\n"
    if unit:
        yield f"# UNIT {named} {unit}\n"
    seen: set[Labels] = set()
    for sample in family.samples:
        if family.kind == COUNTER and not sample.value >= 0:  # NaN, too: a parser refuses the whole for it
            continue
        row = _row(f"{family.name}{_suffix(family)}", sample, seen)
        if row:
            yield row


def _row(name: str, sample: Sample, seen: set[Labels]) -> str:
    """One line; none where the same labels stand already: a scrape with a sample twice is refused whole."""
    labels = tuple((key, line(value, _LABEL)) for key, value in sample.labels)
    if labels in seen:
        return ""
    seen.add(labels)
    within = ",".join(f'{key}="{_escaped(value)}"' for key, value in labels)
    return f"{name}{{{within}}} {number(sample.value)}\n" if within else f"{name} {number(sample.value)}\n"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")


def _help(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")


def number(value: float) -> str:
    """A number as both formats take it."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(round(float(value), 9))
