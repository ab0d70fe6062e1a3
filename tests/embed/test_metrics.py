"""What /metrics writes can be read by Prometheus' own parsers, whatever names and texts are in it."""

from __future__ import annotations

import gc
import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client.openmetrics import parser as open_parser
from prometheus_client.parser import text_string_to_metric_families as parse_text

from farhand.control import census
from farhand.embed.endpoints import metrics as endpoint
from farhand.embed.health.state import Pool
from farhand.embed.metrics import exposition, families, sources
from farhand.embed.metrics.model import COUNTER, GAUGE, Family, Sample, labels
from farhand.embed.metrics.sources import garbage
from farhand.embed.parts import metrics as part
from farhand.embed.process import Process
from farhand.embed.web.exchange import Request
from tests.embed import stand_in
from tests.embed.conftest import Make
from tests.embed.stand_in import CALM, EXPIRED, FULLER, NEVER, REFUSED, snapshot
from tests.embed.test_formats import HOSTILE, SNAPSHOTS

SAID = {
    "started_s": 1.7e9, "cpu_s": 12.5, "memory_bytes": 1 << 26, "memory_limit_bytes": 1 << 28,
    "descriptors": 30, "descriptors_limit": 1024, "threads": 5, "loop_lag_s": 0.004, "gc_pause_s": 0.1,
    "gc_longest_s": 0.02, "gc_runs": {"0": 90, "1": 8, "2": 1}, "logs": 13,
    "logs_added": 5, "logs_dropped": 2,
    "workers_expected": 4, "levels": [{"logger": "", "level": "DEBUG"}],
    "pools": [{"name": "database", "library": "sqlalchemy", "size": 5, "in_use": 5, "waiting": 3}],
}  # fmt: skip


def read_both(told: list[Family]) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Samples as both parsers read them; they must be the same."""
    old = _samples(parse_text(exposition.prometheus(told)))
    new = _samples(open_parser.text_string_to_metric_families(exposition.openmetrics(told)))
    assert str(old) == str(new)  # NaN is not equal to itself
    return old


def _samples(read: Any) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for f in read for s in f.samples}


def value(samples: Any, name: str, **named: str) -> float:
    return float(samples[name, tuple(sorted(named.items()))])


def test_dependencies() -> None:
    got = read_both(families.of_health(snapshot(CALM, EXPIRED, REFUSED, FULLER, NEVER)))
    assert value(got, "farhand_dependency_up", dependency="database", kind="postgres", cause="") == 1
    assert value(got, "farhand_dependency_up", dependency="payments", kind="http", cause="tls.expired") == 0
    assert value(got, "farhand_dependency_up", dependency="data", kind="directory", cause="fs.full") == 1
    assert not [k for k in got if k[0] == "farhand_dependency_up" and ("dependency", "queue") in k[1]]
    assert (
        value(got, "farhand_dependency_outcome", dependency="queue", outcome="unknown", critical="true") == 1
    )
    assert value(got, "farhand_health", status="unhealthy") == 1
    assert value(got, "farhand_check_duration_seconds", dependency="database") == 0.0124
    assert value(got, "farhand_check_stage_seconds", dependency="database", stage="login") == 0.01
    assert value(got, "farhand_dependency_age_seconds", dependency="database") == 3
    assert value(got, "farhand_app_info", app="shop", version="1.2", release="4f2a91c") == 1


def test_workers() -> None:
    got = read_both(families.of_workers({"11": SAID, "12": {**SAID, "descriptors": 31}}))
    assert value(got, "farhand_open_descriptors", worker="12") == 31
    assert value(got, "farhand_process_cpu_seconds_total", worker="11") == 12.5
    assert value(got, "farhand_gc_collections_total", worker="11", generation="2") == 1
    assert value(got, "farhand_log_records_total", worker="11") == 13
    assert value(got, "farhand_log_level_override", worker="11", logger="root", level="DEBUG") == 1
    assert value(got, "farhand_pool_waiting", worker="11", pool="database", library="sqlalchemy") == 3
    assert value(got, "farhand_workers_alive") == 2
    assert value(got, "farhand_workers_expected") == 4
    assert not [k for k in got if k[0] == "farhand_pool_idle"]  # what a pool does not tell is not told


@settings(max_examples=60, deadline=None)
@given(SNAPSHOTS, st.booleans())
def test_no_state_makes_the_exposition_invalid(shown: Any, detail: bool) -> None:
    read_both(families.of_health(shown, detail))


TABLES = st.dictionaries(
    HOSTILE, st.one_of(st.integers(0, 10**20), st.floats(), HOSTILE, st.none()), max_size=3
)
SAYINGS = st.dictionaries(
    st.one_of(st.sampled_from(list(SAID)), HOSTILE),
    st.one_of(
        st.floats(), st.integers(), st.booleans(), HOSTILE, TABLES, st.lists(st.one_of(TABLES, HOSTILE))
    ),
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(HOSTILE, SAYINGS, max_size=3))
def test_no_census_file_makes_the_exposition_invalid(said: Any) -> None:
    read_both(families.of_workers(said))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1"),
        (1.5, "1.5"),
        (math.inf, "+Inf"),
        (-math.inf, "-Inf"),
        (math.nan, "NaN"),
        (1e20, "1e+20"),
        (0.1, "0.1"),
    ],
)
def test_a_number(number: float, text: str) -> None:
    assert exposition.number(number) == text


def test_a_sample_never_stands_twice() -> None:
    twice = Family("farhand_x", GAUGE, "x", (Sample(1, labels(a="b\n")), Sample(2, labels(a="b"))))
    assert exposition.prometheus([twice]).count("farhand_x{") == 1


def test_a_counter_and_a_unit() -> None:
    family = Family("farhand_x_seconds", COUNTER, 'how "long"', (Sample(2.0),), "seconds")
    assert exposition.openmetrics([family]) == (
        '# HELP farhand_x_seconds how \\"long\\"\n# TYPE farhand_x_seconds counter\n'
        "# UNIT farhand_x_seconds seconds\n"
        "farhand_x_seconds_total 2\n# EOF\n"
    )


# -- the part, and the endpoint ----------------------------------------------------------------------------


def test_the_sources_tell_of_this_process(make: Make) -> None:
    process = make()
    gc.collect()
    try:
        sources.read(process)
        gc.collect()
        told = sources.read(process)
    finally:
        garbage.drop()
    assert {"started_s", "cpu_s", "memory_bytes", "descriptors", "threads", "gc_runs"} <= set(told)
    assert told["gc_pause_s"] > 0
    assert json.loads(json.dumps(told)) == told, "the census file is JSON"
    assert process.problems == []


def test_only_one_of_us_listens_to_collections_also_after_a_fork(make: Make) -> None:
    before = list(gc.callbacks)
    garbage.read(make())
    garbage.read(make())  # as a child does, with the parent's still in the list
    assert len(gc.callbacks) == len(before) + 1
    part.stop(make())
    assert gc.callbacks == before


def test_a_source_that_raises_costs_only_itself(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from farhand.embed.metrics.sources import pools

    monkeypatch.setattr(pools, "read", lambda process: 1 / 0)
    process = make()
    try:
        assert sources.read(process)["threads"] > 0
    finally:
        garbage.drop()
    assert any("ZeroDivisionError" in says for says in process.problems)


def test_pools_are_told_as_they_are(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from farhand.embed.metrics.sources import pools

    monkeypatch.setattr(pools.pools, "found", lambda process: [Pool("database", "redis", size=3, idle=1)])
    assert pools.read(make()) == {"pools": [{"name": "database", "library": "redis", "size": 3, "idle": 1}]}


def ask(process: Process, accept: str = "") -> Any:
    try:
        return endpoint.answer(process, Request("GET", "/metrics", {}, {"accept": accept}, scope="read"))
    finally:
        garbage.drop()


def test_any_worker_tells_all_of_them(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    process = make()
    stand_in.use(monkeypatch)
    monkeypatch.delitem(__import__("sys").modules, "prometheus_client")
    assert process.folder is not None
    pid, ticks, space = census.myself()
    other = census.Worker(pid, ticks, space, says={"metrics": {"threads": 77}})
    census.sign_in(process.folder, other)
    monkeypatch.setattr(process, "pid", 999999)  # so that the one that signed in is another one
    text = ask(process).body.decode()
    assert f'farhand_threads{{worker="{pid}"}} 77' in text
    assert 'farhand_threads{worker="999999"}' in text
    assert "farhand_workers_alive 2" in text


@pytest.mark.parametrize(
    ("accept", "status", "type"),
    [
        ("", 200, exposition.PROMETHEUS),
        ("*/*", 200, exposition.PROMETHEUS),
        ("text/plain", 200, exposition.PROMETHEUS),
        (
            "text/plain;version=0.0.4;q=0.5, application/openmetrics-text;version=1.0.0",
            200,
            exposition.OPENMETRICS,
        ),
        ("text/html", 406, "application/problem+json"),
    ],
)
def test_the_type_is_negotiated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accept: str, status: int, type: str
) -> None:
    found = ask(stand_in.process(tmp_path, monkeypatch, CALM), accept)
    assert (found.status, found.type) == (status, type)
