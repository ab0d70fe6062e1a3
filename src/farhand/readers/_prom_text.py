"""Prometheus and OpenMetrics text: samples, and what became of them over several scrapes in one paste."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:.]*"
_SAMPLE = re.compile(
    rf"\s*(?P<name>{_NAME})(?:\s?\{{(?P<labels>.*)\}}\s*|\s+)(?:=>\s*)?"
    r"(?P<value>[+-]?(?:\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|\.\d+|Inf|NaN|inf|nan))"
    r"(?:\s+@?\[?(?P<time>-?\d{9,16}(?:\.\d+)?)\]?)?(?:\s+# \{.*)?\s*$"
)
_LABEL = re.compile(rf"(?P<key>{_NAME})\s?=\s?\"(?P<value>(?:[^\"\\]|\\.)*)\"")
_TYPE = re.compile(rf"\s*# ?TYPE (?P<name>{_NAME}) (?P<kind>\w+)")
_COMMENT = re.compile(r"\s*# ?(?:(?:HELP|TYPE|UNIT) |EOF)")
#: Names that nothing but an exporter gives; other `name value` lines are counters of the kernel and the like.
_OURS = re.compile(
    r"(?:_seconds|_bytes|_total|_ratio|_info|_milliseconds|_bucket|_timestamp|_connections\w*|_max_fds|_open_fds|_up)"
    r"(?:_sum|_count|_max)?$|_pool_|_duration|_latency|^(?:up$|go_|process_|python_|jvm_|http_|node_|hikaricp_|probe_|"
    r"pg_|mysql_|redis_|kube_|rabbitmq_|kafka_|elasticsearch_|container_|pgbouncer_)"
)


@dataclass(frozen=True)
class Series:
    """One series: its samples in the order of the scrapes, and the line of the last one."""

    name: str
    labels: Mapping[str, str]
    at: int
    values: tuple[float, ...]
    times: tuple[float, ...] = ()
    kind: str = ""

    @property
    def value(self) -> float:
        return self.values[-1]

    @property
    def grown(self) -> float:
        """How much a counter has grown between the scrapes; since the start where there is one scrape
        only."""
        first, last = self.values[0], self.values[-1]
        return last - first if len(self.values) > 1 and last >= first else last

    def label(self, *names: str) -> str:
        return next((self.labels[n] for n in names if self.labels.get(n)), "")

    @property
    def who(self) -> str:
        """What the series is about, in the labels that people name things by."""
        names = ("query", "statement", "operation", "sql", "pool", "datname", "db_name", "name", "database",
            "host", "uri",
                 "url", "target", "path", "handler", "route", "endpoint", "queue", "topic",
                     "instance")  # fmt: skip
        return self.label(*names, "job", "service", "method", "table", "action")


def parts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of samples and comments; blank lines and a single other line (a prompt, a clock) may stand
    between."""
    begin = end = -1
    ours = False
    for at, line in enumerate(lines):
        sample = (
            _SAMPLE.match(line)
            if line and line.strip()[-1:].isalnum() | (line.strip()[-1:] in "]}")
            else None
        )
        if sample or _COMMENT.match(line):
            if begin >= 0 and at - end > 3:
                if ours:
                    yield begin, end
                begin, ours = -1, False
            begin, end = (at if begin < 0 else begin), at + 1
            ours = ours or not sample or _is_ours(sample)
    if begin >= 0 and ours:
        yield begin, end


def _is_ours(sample: re.Match[str]) -> bool:
    labels = sample["labels"]
    return bool(_LABEL.search(labels)) if labels else bool(_OURS.search(sample["name"]))


def series(lines: Sequence[str]) -> list[Series]:
    """All series in the order of their first sample."""
    found: dict[tuple[str, str], list[tuple[int, float, float]]] = {}
    kinds = {m["name"]: m["kind"] for line in lines if "TYPE" in line and (m := _TYPE.match(line))}
    for at, line in enumerate(lines):
        sample = None if line.lstrip().startswith("#") else _SAMPLE.match(line)
        if sample:
            value = float(sample["value"].replace("_", ""))
            key = (sample["name"], sample["labels"] or "")
            found.setdefault(key, []).append((at, value, _time(sample["time"])))
    return [
        Series(
            name,
            _labels(labels),
            rows[-1][0],
            tuple(r[1] for r in rows),
            tuple(r[2] for r in rows if r[2]),
            kinds.get(name, ""),
        )
        for (name, labels), rows in found.items()
    ]


def _labels(written: str) -> dict[str, str]:
    return {m["key"]: m["value"] for m in _LABEL.finditer(written)}


def _time(written: str | None) -> float:
    """Seconds; Prometheus writes milliseconds, OpenMetrics seconds."""
    number = float(written or 0)
    return number / 1000 if number > 1e11 else number


def tokens(name: str) -> list[str]:
    """The words of a metric's name."""
    return [t for t in re.split(r"[_:.]+", name.lower()) if t]


def same(labels: Mapping[str, str], *without: str) -> frozenset[tuple[str, str]]:
    """Labels as a key, without some of them."""
    return frozenset((k, v) for k, v in labels.items() if k not in without)
