"""Numbers that are sent: to a real UDP socket, as CloudWatch's JSON lines, through a real OpenTelemetry
SDK."""

from __future__ import annotations

import json
import re
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.embed.metrics import collected, families, push
from farhand.embed.metrics.model import COUNTER, GAUGE, Family, Sample, labels
from farhand.embed.metrics.push import emf, otel, statsd
from farhand.embed.metrics.sources import garbage
from farhand.embed.parts import metrics as part
from farhand.embed.process import Process
from farhand.wire import statsd as wire
from tests.embed import stand_in
from tests.embed.stand_in import CALM, REFUSED, snapshot
from tests.embed.test_formats import SNAPSHOTS

UP = Family("farhand_dependency_up", GAUGE, "up", (Sample(1.0, labels(dependency="data base", kind="x")),))


def counted(value: float) -> list[Family]:
    return [Family("farhand_log_records", COUNTER, "logs", (Sample(value, labels(level="INFO")),))]


@pytest.fixture
def receiver() -> Any:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(20)
        yield sock


def test_statsd_lines_arrive(
    receiver: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = receiver.getsockname()[1]
    where = f'metrics = "statsd://127.0.0.1:{port}"'
    process = stand_in.process(tmp_path, monkeypatch, CALM, REFUSED, embed=where)
    try:
        part.tick(process)
        sender = process.of(push.Sender)
        assert sender.thread is not None
        sender.thread.join(20)
    finally:
        garbage.drop()
    lines = receiver.recv(65536).decode().splitlines()
    assert "farhand.dependency_up.database:1|g" in lines
    assert "farhand.dependency_up.cache:0|g" in lines
    assert process.problems == []


def test_counters_are_sent_as_what_was_added() -> None:
    way = statsd.Statsd("127.0.0.1", 8125)
    sent = [list(way.lines(counted(value))) for value in (5, 8, 8, 2, 4)]
    assert sent == [[], ["farhand.log_records.INFO:3|c"], [], [], ["farhand.log_records.INFO:2|c"]]


def test_labels_are_tags_where_the_server_has_them() -> None:
    assert list(statsd.Statsd("h", 1, tags=True).lines([UP])) == [
        "farhand.dependency_up:1|g|#dependency:data_base,kind:x"
    ]


@settings(max_examples=60, deadline=None)
@given(SNAPSHOTS, st.booleans())
def test_no_name_makes_another_line(shown: Any, tags: bool) -> None:
    for line in statsd.Statsd("h", 1, tags).lines(families.of_health(shown)):
        assert re.fullmatch(r"[\w.-]+:[\d.e+-]+\|g(\|#[\w:,-]+)?", line, re.ASCII), line


def test_packets_fit_and_none_is_lost() -> None:
    lines = [f"farhand.x.{n}:1|g" for n in range(500)]
    packets = list(wire.packets([*lines, "x" * 2000]))
    assert all(len(p) <= wire.MOST for p in packets)
    assert b"\n".join(packets).decode().split("\n") == lines


def test_nobody_listens_and_nothing_happens() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    for _ in range(3):
        assert wire.send("127.0.0.1", port, ["a:1|g"]) in (0, 1)


def test_emf_is_what_the_specification_wants(capfd: pytest.CaptureFixture[str]) -> None:
    way = emf.Emf()
    told = [
        UP,
        *counted(5),
        Family("farhand_x_seconds", GAUGE, "x", (Sample(0.5), Sample(float("nan"))), "seconds"),
    ]
    rows = [json.loads(line) for line in way.lines("shop", told, 1.5)]
    for row in rows:
        (directive,) = row["_aws"]["CloudWatchMetrics"]
        assert row["_aws"]["Timestamp"] == 1500
        assert directive["Namespace"] == "Farhand"
        (dimensions,) = directive["Dimensions"]
        assert len(dimensions) <= 30
        assert all(isinstance(row[name], str) and row[name] for name in dimensions)
        assert all(isinstance(row[m["Name"]], (int, float)) for m in directive["Metrics"])
    assert {m["Unit"] for r in rows for m in r["_aws"]["CloudWatchMetrics"][0]["Metrics"]} == {
        "None",
        "Seconds",
    }


@settings(max_examples=60, deadline=None)
@given(SNAPSHOTS)
def test_emf_stays_one_line_each(shown: Any) -> None:
    for line in emf.Emf().lines(shown.app, families.of_health(shown), 1.0):
        assert "\n" not in line
        json.loads(line)


@pytest.mark.parametrize(
    ("told", "kinds", "problem"),
    [
        ("", ["Otel"], ""),
        ("none", [], ""),
        ("emf", ["Emf", "Otel"], ""),
        ("statsd://h:1, emf", ["Statsd", "Emf", "Otel"], ""),
        ("statsd://", ["Otel"], "HOST:PORT"),
        ("statsd://h:port", ["Otel"], "no number"),
        ("carrier-pigeon://h", ["Otel"], "may be emf, statsd or none"),
    ],
)
def test_where_it_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, kinds: list[str], problem: str
) -> None:
    process = stand_in.process(tmp_path, monkeypatch, embed=f'metrics = "{told}"')
    assert [type(way).__name__ for way in push.made(process)] == kinds
    assert (problem in " ".join(process.problems)) if problem else process.problems == []


def test_only_the_one_that_looks_sends_the_dependencies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = stand_in.process(tmp_path, monkeypatch, CALM)
    try:
        names = {f.name for f in collected.to_send(process)}
        process.leads = False
        others = {f.name for f in collected.to_send(process)}
    finally:
        garbage.drop()
    assert names - others >= {"farhand_dependency_up", "farhand_health"}
    assert "farhand_threads" in others


def test_one_that_hangs_is_waited_for_and_not_piled_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    go, calls = threading.Event(), list[int]()

    class Hangs:
        def idle(self) -> bool:
            return False

        def send(self, process: Process, told: Any) -> None:
            calls.append(1)
            go.wait(30)

    process = stand_in.process(tmp_path, monkeypatch, CALM)
    try:
        for _ in range(10):
            push.to_all(process, [Hangs()])
    finally:
        go.set()
        garbage.drop()
    thread = process.of(push.Sender).thread
    assert thread is not None
    thread.join(20)
    assert len(calls) == 1


def test_through_the_sdk_of_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from opentelemetry import metrics as api
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader

    reader = InMemoryMetricReader()
    monkeypatch.setattr(api, "get_meter_provider", lambda: MeterProvider([reader]))
    monkeypatch.setattr(otel._Shown, "made", {})
    process = stand_in.process(tmp_path, monkeypatch, CALM, REFUSED)
    way = otel.made(process, "")
    assert not way.idle()
    way.send(process, [*families.of_health(snapshot(CALM, REFUSED)), *counted(5)])
    first = _read(reader)
    assert first["farhand.dependency_up", "cache"] == 0
    assert first["farhand.dependency_up", "database"] == 1
    assert first["farhand.check_duration_seconds", "database"] == 0.0124
    way.send(process, [*families.of_health(snapshot(REFUSED)), *counted(9)])
    assert ("farhand.dependency_up", "database") not in _read(reader), "what is gone is not told any more"
    monkeypatch.delitem(sys.modules, "opentelemetry.sdk.metrics")
    assert way.idle()


def _read(reader: Any) -> dict[tuple[str, str], float]:
    data = reader.get_metrics_data()
    return {
        (metric.name, str(point.attributes.get("dependency", ""))): point.value
        for resource in data.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
        for point in metric.data.data_points
    }
