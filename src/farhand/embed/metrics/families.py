"""Families from what is known: the dependencies' states, and what each worker says of itself.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from farhand.embed.health.state import DEGRADED, HEALTHY, UNHEALTHY, Snapshot, State, overall
from farhand.embed.metrics.model import COUNTER, GAUGE, Family, Sample, labels

#: What one worker says: see `sources`. A key that is not there is not measured.
Said = Mapping[str, Any]

_OUTCOMES = ("pass", "warn", "fail", "unknown")


def of_health(snapshot: Snapshot, detail: bool = True) -> list[Family]:
    """The dependencies. Without detail: only which of them are up."""
    states, whole = snapshot.states, overall(snapshot.states)
    known = [s for s in states if s.outcome in ("pass", "warn", "fail")]
    up = [Sample(float(s.outcome != "fail"), _up_labels(s, detail)) for s in known]
    health = [Sample(float(w == whole), labels(status=w)) for w in (HEALTHY, DEGRADED, UNHEALTHY)]
    told = [
        Family("farhand_health", GAUGE, "1 for what the app is as a whole.", tuple(health)),
        Family(
            "farhand_dependency_up",
            GAUGE,
            "1 where a dependency works, 0 where it fails; absent where it could not be looked at.",
            tuple(up),
        ),
    ]
    return [_app(snapshot), *told, *_looks(states)] if detail else told


def _up_labels(state: State, detail: bool) -> tuple[tuple[str, str], ...]:
    cause = {"cause": state.cause} if detail else {}
    return labels(dependency=state.name, kind=state.kind, **cause)


def _app(snapshot: Snapshot) -> Family:
    named = labels(app=snapshot.app, version=snapshot.version, release=snapshot.release)
    return Family("farhand_app_info", GAUGE, "Which app this is; always 1.", (Sample(1.0, named),))


def _looks(states: Sequence[State]) -> Iterator[Family]:
    """How the looks at the dependencies went."""
    seen = [s for s in states if s.age_s >= 0]
    outcomes = [
        Sample(float(s.outcome == o), labels(dependency=s.name, outcome=o, critical=str(s.critical).lower()))
        for s in states
        for o in _OUTCOMES
    ]
    yield Family("farhand_dependency_outcome", GAUGE, "1 for what the last look found.", tuple(outcomes))
    yield _of(
        seen, "farhand_check_duration_seconds", "How long the last look took.", lambda s: s.took_ms / 1e3
    )
    stages = [Sample(ms / 1e3, labels(dependency=s.name, stage=k)) for s in seen for k, ms in s.times]
    says = "How long each stage of the last look took."
    yield Family("farhand_check_stage_seconds", GAUGE, says, tuple(stages), "seconds")
    yield _of(seen, "farhand_dependency_age_seconds", "Time since the last look.", lambda s: s.age_s)
    flaps = [Sample(s.flaps, labels(dependency=s.name)) for s in seen]
    says = "Share of the last looks that differ from the one before."
    yield Family("farhand_dependency_flaps_ratio", GAUGE, says, tuple(flaps), "ratio")


def _of(states: Sequence[State], name: str, says: str, value: Callable[[State], float]) -> Family:
    return Family(
        name, GAUGE, says, tuple(Sample(value(s), labels(dependency=s.name)) for s in states), "seconds"
    )


#: Key of what a worker says -> family, its kind and unit, and what it is.
_PLAIN = {
    "started_s": (
        "farhand_process_start_time_seconds",
        GAUGE,
        "seconds",
        "When the process began, since 1970.",
    ),
    "cpu_s": ("farhand_process_cpu_seconds", COUNTER, "seconds", "Processor time of the process."),
    "memory_bytes": ("farhand_memory_resident_bytes", GAUGE, "bytes", "Memory that the process holds."),
    "memory_limit_bytes": ("farhand_memory_limit_bytes", GAUGE, "bytes", "The tightest limit of its cgroup."),
    "descriptors": ("farhand_open_descriptors", GAUGE, "", "Open files and sockets."),
    "descriptors_limit": ("farhand_descriptors_limit", GAUGE, "", "How many there may be (soft limit)."),
    "threads": ("farhand_threads", GAUGE, "", "Threads of the process, the interpreter's and others."),
    "loop_lag_s": ("farhand_event_loop_lag_seconds", GAUGE, "seconds", "How late the event loop is."),
    "gc_pause_s": ("farhand_gc_pause_seconds", COUNTER, "seconds", "Time spent in garbage collection."),
    "gc_longest_s": ("farhand_gc_longest_pause_seconds", GAUGE, "seconds", "The longest of them."),
    "logs": ("farhand_log_records", COUNTER, "", "Log records that were made."),
    "logs_added": ("farhand_log_records_added", COUNTER, "", "Records that an order for a level has added."),
    "logs_dropped": ("farhand_log_records_dropped", COUNTER, "", "Records that a budget kept back."),
}
#: Key that holds a table -> family, its kind, the label that the table's keys are, and what it is.
_TABLES = {
    "gc_runs": ("farhand_gc_collections", COUNTER, "generation", "Garbage collections."),
}
_POOL = {
    "size": "Connections that the pool may hold for good.",
    "most": "Connections that the pool may hold at all.",
    "in_use": "Connections that are lent out.",
    "idle": "Connections that wait for use.",
    "waiting": "Those who wait for a connection.",
}


def of_workers(said: Mapping[str, Said]) -> list[Family]:
    """What the workers say, each by its process number, and how many there are."""
    found = [
        Family(name, kind, text, tuple(_numbers(said, key)), unit)
        for key, (name, kind, unit, text) in _PLAIN.items()
    ]
    for key, (name, kind, label, text) in _TABLES.items():
        found.append(Family(name, kind, text, tuple(_tables(said, key, label))))
    for key, text in _POOL.items():
        found.append(Family(f"farhand_pool_{key}", GAUGE, text, tuple(_pools(said, key))))
    found.append(
        Family(
            "farhand_log_level_override", GAUGE, "1 for a level that is set for a time.", tuple(_levels(said))
        )
    )
    return [f for f in [*found, *_census(said)] if f.samples]


def _census(said: Mapping[str, Said]) -> Iterator[Family]:
    yield Family("farhand_workers_alive", GAUGE, "Processes of the app on this host.", (Sample(len(said)),))
    told = [words["workers_expected"] for words in said.values() if _is_number(words.get("workers_expected"))]
    if told:
        yield Family("farhand_workers_expected", GAUGE, "How many there should be.", (Sample(max(told)),))


def _numbers(said: Mapping[str, Said], key: str) -> Iterator[Sample]:
    for worker, words in said.items():
        if _is_number(words.get(key)):
            yield Sample(float(words[key]), labels(worker=worker))


def _tables(said: Mapping[str, Said], key: str, label: str) -> Iterator[Sample]:
    for worker, words in said.items():
        table = words.get(key)
        for name, value in table.items() if isinstance(table, Mapping) else ():
            if _is_number(value):
                yield Sample(float(value), labels(worker=worker, **{label: name}))


def _pools(said: Mapping[str, Said], key: str) -> Iterator[Sample]:
    for worker, words in said.items():
        for pool in _rows(words, "pools"):
            if _is_number(pool.get(key)):
                named = labels(pool=pool.get("name", ""), library=pool.get("library", ""), worker=worker)
                yield Sample(float(pool[key]), named)


def _levels(said: Mapping[str, Said]) -> Iterator[Sample]:
    for worker, words in said.items():
        for order in _rows(words, "levels"):
            named = labels(logger=order.get("logger") or "root", level=order.get("level", ""), worker=worker)
            yield Sample(1.0, named)


def _rows(words: Said, key: str) -> list[Mapping[str, Any]]:
    rows = words.get(key)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, (list, tuple)) else []


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
