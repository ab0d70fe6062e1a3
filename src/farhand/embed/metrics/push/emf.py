"""To CloudWatch by its embedded metric format: with `[embed] metrics = "emf"` JSON lines go to standard
output.

Source: AWS, "Specification: Embedded metric format": `_aws` names which members are metrics and which are
dimensions; at most 100 metrics and 30 dimensions to a line, a dimension's value at most 1024 characters.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

from farhand.embed.health.formats._text import as_json, line
from farhand.embed.metrics.model import COUNTER, Family, Labels
from farhand.embed.process import Process

SCHEMES = ("emf",)
NAMESPACE = "Farhand"
_UNITS = {"seconds": "Seconds", "bytes": "Bytes"}
_MOST = 100


class Emf:
    """Standard output, and the counters as they were last written: CloudWatch adds up what it is sent."""

    def __init__(self) -> None:
        self._sent: dict[tuple[str, Labels], float] = {}

    def idle(self) -> bool:
        return sys.__stdout__ is None

    def send(self, process: Process, families: Sequence[Family]) -> None:
        out = sys.__stdout__
        if out is not None:  # pythonw and some servers have none
            rows = list(self.lines(process.settings.name, families, time.time()))
            out.write("".join(f"{row}\n" for row in rows))
            out.flush()

    def lines(self, app: str, families: Sequence[Family], now: float) -> Iterator[str]:
        """One line for each set of labels: its numbers share their dimensions."""
        groups: dict[Labels, dict[str, tuple[float, str]]] = {}
        for family in families:
            for sample in family.samples:
                value = self._value(family, sample.labels, sample.value)
                if math.isfinite(value):
                    row = groups.setdefault(sample.labels, {})
                    row[family.name.removeprefix("farhand_")] = (value, _UNITS.get(family.unit, "None"))
        for labels, row in groups.items():
            yield as_json(_document(app, labels, row, now))

    def _value(self, family: Family, labels: Labels, value: float) -> float:
        if family.kind != COUNTER:
            return value
        before = self._sent.get((family.name, labels), value)
        self._sent[family.name, labels] = value
        return value - before if value >= before else 0.0


def _document(app: str, labels: Labels, row: dict[str, tuple[float, str]], now: float) -> dict[str, Any]:
    dimensions = {"app": line(app) or "app", **{k: line(v) for k, v in labels[:29] if line(v)}}
    named = list(row.items())[:_MOST]
    metrics = [{"Name": name, "Unit": unit} for name, (_, unit) in named]
    directive = {"Namespace": NAMESPACE, "Dimensions": [list(dimensions)], "Metrics": metrics}
    head = {"_aws": {"Timestamp": int(now * 1000), "CloudWatchMetrics": [directive]}}
    return {**head, **dimensions, **{name: value for name, (value, _) in named}}


def made(process: Process, told: str) -> Emf:
    return Emf()
