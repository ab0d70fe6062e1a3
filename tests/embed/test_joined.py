"""The app's own prometheus_client registry in the same answer: whole, once, in time, over all processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import prometheus_client
import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.openmetrics import parser as open_parser
from prometheus_client.parser import text_string_to_metric_families as parse_text

from farhand.embed.metrics import joined
from farhand.embed.metrics.model import COUNTER, GAUGE, Family, Sample

OURS = [
    Family("farhand_health", GAUGE, "ours", (Sample(1.0),)),
    Family("farhand_log_records", COUNTER, "ours", (Sample(5.0),)),
]
READ = {True: open_parser.text_string_to_metric_families, False: parse_text}


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> CollectorRegistry:
    made = CollectorRegistry()
    monkeypatch.setattr(prometheus_client, "REGISTRY", made)
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    return made


def told(openmetrics: bool) -> dict[str, float]:
    app, why = joined.app_text(joined.Registry(), openmetrics)
    assert why == ""
    text = joined.text(OURS, app, openmetrics)
    names = [f.name for f in READ[openmetrics](text)]
    assert len(names) == len(set(names)), "never both"
    return {s.name: s.value for f in READ[openmetrics](text) for s in f.samples}


@pytest.mark.parametrize("openmetrics", [True, False])
def test_both_are_there(registry: CollectorRegistry, openmetrics: bool) -> None:
    Counter("orders", "of the app", registry=registry).inc(3)
    Histogram("took", "of the app", registry=registry).observe(0.2)
    got = told(openmetrics)
    assert (got["orders_total"], got["farhand_health"], got["farhand_log_records_total"]) == (3, 1, 5)


@pytest.mark.parametrize("openmetrics", [True, False])
def test_a_name_that_both_have_is_the_apps(registry: CollectorRegistry, openmetrics: bool) -> None:
    Gauge("farhand_health", "of the app", registry=registry).set(42)
    Counter("farhand_log_records", "of the app", registry=registry).inc(7)
    got = told(openmetrics)
    assert (got["farhand_health"], got["farhand_log_records_total"]) == (42, 7)


@pytest.mark.parametrize("openmetrics", [True, False])
def test_the_registry_as_the_library_makes_it(openmetrics: bool) -> None:
    assert told(openmetrics)["farhand_health"] == 1  # with process_*, python_info and python_gc_*


def test_no_library_no_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "prometheus_client")
    assert joined.app_text(joined.Registry(), False) == ("", "")
    assert joined.text(OURS, "", True).endswith("# EOF\n")


class Hanging:
    """A collector that does not come back until it is let go."""

    def __init__(self) -> None:
        self.go, self.calls = threading.Event(), 0

    def describe(self) -> list[Any]:
        return []

    def collect(self) -> Iterator[Any]:
        self.calls += 1
        self.go.wait(30)
        yield from ()


def test_a_collector_that_hangs_costs_one_thread_and_no_answer(registry: CollectorRegistry) -> None:
    hanging, kept = Hanging(), joined.Registry()
    registry.register(hanging)  # type: ignore[arg-type]
    try:
        text, why = joined.app_text(kept, False, deadline=0.05)
        assert (text, "longer than" in why) == ("", True)
        for _ in range(20):
            assert "has not come back" in joined.app_text(kept, False, deadline=0.05)[1]
        assert hanging.calls == 1
    finally:
        hanging.go.set()
    assert kept.thread is not None
    kept.thread.join(10)
    assert joined.app_text(kept, False)[1] == ""


def test_a_collector_that_raises(registry: CollectorRegistry) -> None:
    class Raising(Hanging):
        def collect(self) -> Iterator[Any]:
            raise ValueError("postgres://user:secret@host")

    registry.register(Raising())  # type: ignore[arg-type]
    text, why = joined.app_text(joined.Registry(), False)
    assert (text, why) == ("", "the app's registry cannot be read: ValueError")


FORKING = """
import os, sys
from prometheus_client import Counter
counter = Counter("orders", "of the app")
children = []
for number in range(3):
    child = os.fork()
    if child == 0:
        counter.inc(number + 1)
        os._exit(0)
    children.append(child)
for child in children:
    os.waitpid(child, 0)
counter.inc(10)
from farhand.embed.metrics import joined
for openmetrics in (False, True):
    print(joined.text([], joined.app_text(joined.Registry(), openmetrics)[0], openmetrics))
"""


def test_forked_processes_are_added_up(tmp_path: Path) -> None:
    env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PYTHONPATH": "src"}
    done = subprocess.run(
        [sys.executable, "-c", FORKING], env=env, cwd=Path(__file__).parents[2], capture_output=True,
        text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.count("orders_total 16.0") == 2
    assert done.stdout.count("# EOF") == 1
