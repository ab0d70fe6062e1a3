"""A metric: its name, what it is, and its samples.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

GAUGE, COUNTER = "gauge", "counter"
Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sample:
    """One number and whose it is."""

    value: float
    labels: Labels = ()


@dataclass(frozen=True)
class Family:
    """All samples of one metric. A counter's name is without `_total`; the unit ends the name."""

    name: str
    kind: str
    help: str
    samples: tuple[Sample, ...]
    unit: str = ""  # seconds, bytes, ratio, or none


def labels(**named: object) -> Labels:
    return tuple((name, str(value)) for name, value in named.items())
