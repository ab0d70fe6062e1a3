"""To a StatsD server: `[embed] metrics = "statsd://127.0.0.1:8125"`; with `?tags=datadog` labels are tags.

Plain StatsD has no labels, so their values become parts of the name: `farhand.dependency_up.database`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

from farhand.embed.metrics.exposition import number
from farhand.embed.metrics.model import COUNTER, Family, Sample
from farhand.embed.process import Process
from farhand.wire import statsd

SCHEMES = ("statsd",)
#: Labels that would only make a new series of the same thing: left out of a plain name.
_NOT_NAMED = ("kind", "cause", "critical", "library")


class Statsd:
    """One server, and the counters as they were last sent: StatsD counts what is added."""

    def __init__(self, host: str, port: int, tags: bool = False) -> None:
        self.host, self.port, self.tags = host, port, tags
        self._sent: dict[str, float] = {}

    def idle(self) -> bool:
        return False

    def send(self, process: Process, families: Sequence[Family]) -> None:
        statsd.send(self.host, self.port, list(self.lines(families)))

    def lines(self, families: Sequence[Family]) -> Iterator[str]:
        for family in families:
            for sample in family.samples:
                line = self._line(family, sample)
                if line:
                    yield line

    def _line(self, family: Family, sample: Sample) -> str:
        name, tags = self._named(family, sample)
        if family.kind != COUNTER:  # a sign would mean "add to it" (metric_types.md, Gauges)
            return f"{name}:{number(max(0.0, sample.value))}|g{tags}"
        before = self._sent.get(name + tags)
        self._sent[name + tags] = sample.value
        added = sample.value - before if before is not None and sample.value >= before else 0.0
        return f"{name}:{number(round(added, 6))}|c{tags}" if added else ""

    def _named(self, family: Family, sample: Sample) -> tuple[str, str]:
        stem = "farhand." + family.name.removeprefix("farhand_")
        if self.tags:
            within = ",".join(f"{k}:{_word(v)}" for k, v in sample.labels if v)
            return stem, f"|#{within}" if within else ""
        parts = [_word(v) for k, v in sample.labels if k not in _NOT_NAMED]
        return ".".join([stem, *(p for p in parts if p)]), ""


def _word(value: str) -> str:
    """What divides lines, names and values must not be in a word."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", value[:200])


def made(process: Process, told: str) -> Statsd:
    parts = urlsplit(told)
    try:
        host, port = parts.hostname, parts.port or 8125
    except ValueError as error:
        raise ValueError("the port is no number") from error
    if not host:
        raise ValueError("must be statsd://HOST:PORT")
    return Statsd(host, port, parse_qs(parts.query).get("tags", [""])[-1] == "datadog")
