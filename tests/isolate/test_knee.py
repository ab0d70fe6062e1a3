"""Where a climb bends, on made-up and on recorded series: noise, cold starts and pauses are no knee."""

from __future__ import annotations

import heapq
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from farhand.isolate.load import knee as bends
from farhand.isolate.load import means
from farhand.isolate.load.knee import PACE
from farhand.isolate.load.means import Climb
from farhand.isolate.load.series import Asked, Row, Shot, Step, Use, row, together

SEEDS = range(40)
RECORDED = sorted((Path(__file__).parent / "recorded").glob("*.json"))


def shots(
    parallel: int, servers: int, service: float, chance: random.Random, spoilt: str = "", seconds: float = 2.0
) -> tuple[Shot, ...]:
    """Clients at a queue with so many servers, event by event; times in milliseconds.

    `spoilt`: noise (each answer up to twice as long, some ten times), pauses (now and then nothing goes on
    for 400 ms), cold (the first answers of all take ten times as long).
    """
    free = [0.0] * servers
    due = [(0.0, n) for n in range(parallel)]
    made: list[Shot] = []
    while due:
        at, client = heapq.heappop(due)
        if at >= seconds * 1000:
            continue
        begun = max(at, heapq.heappop(free))
        took = service * _factor(spoilt, len(made), chance)
        if spoilt == "pauses" and int(begun / 900) != int((begun + took) / 900):
            took += 400
        heapq.heappush(free, begun + took)
        made.append(Shot(at, 0.1, begun + took - at))
        heapq.heappush(due, (max(at + PACE, begun + took), client))
    return tuple(made)


def _factor(spoilt: str, count: int, chance: random.Random) -> float:
    if spoilt == "noise":
        return 10.0 if chance.random() < 0.03 else chance.uniform(0.8, 1.8)
    return 10.0 if spoilt == "cold!" and count < 3 else chance.uniform(0.97, 1.03)


def climbed(servers: int, service: float, seed: int, spoilt: str) -> list[Row]:
    """As `rungs/load` climbs: each step, and where it bends the same once more."""
    chance, rows = random.Random(seed), list[Row]()
    for parallel in bends.steps(20):
        for _ in range(2):
            how = "cold!" if spoilt == "cold" and not rows else spoilt
            rows.append(row(Step(parallel, shots(parallel, servers, service, chance, how))))
            if not bends.knee(rows):
                break
        if bends.knee(rows):
            break
    return rows


@pytest.mark.parametrize("spoilt", ["", "noise", "pauses", "cold"])
@pytest.mark.parametrize("service", [5.0, 60.0, 200.0, 900.0])
def test_room_for_all_is_no_knee(spoilt: str, service: float) -> None:
    for seed in SEEDS:
        assert bends.knee(climbed(40, service, seed, spoilt)) is None, seed


@pytest.mark.parametrize("spoilt", ["", "noise", "pauses", "cold"])
@pytest.mark.parametrize("servers", [1, 2, 3, 4, 6, 8])
def test_too_few_servers_are_one(spoilt: str, servers: int) -> None:
    """It is found at the first step beyond the limit, or at the next one; never before."""
    steps = bends.steps(20)
    beyond = next(n for n in steps if n > servers)
    later = steps[min(len(steps) - 1, steps.index(beyond) + 1)]
    for seed in SEEDS:
        found = bends.knee(climbed(servers, 200.0, seed, spoilt))
        assert found is not None, seed
        assert found.at in (beyond, later), seed


def test_errors_are_a_knee_and_one_is_not() -> None:
    def at(parallel: int, failed: int) -> Row:
        return Row(parallel, 50, parallel * 10.0, 10.0, 12.0, errors={"500": failed} if failed else {})

    assert bends.knee([at(1, 0), at(2, 1), at(5, 1)]) is None
    found = bends.knee([at(1, 0), at(2, 0), at(5, 20)])
    assert found is not None
    assert (found.at, found.before, found.kind) == (5, 2, bends.ERRORS)
    assert "20 of 50" in found.says


def test_what_fails_alone_does_not_bend_later() -> None:
    """A share of errors that is there from the start is no matter of the load."""
    rows = [Row(n, 100, n * 10.0, 10.0, 12.0, errors={"500": 10}) for n in (1, 2, 5)]
    found = bends.knee(rows)
    assert found is not None
    assert (found.at, found.before) == (1, 0)


def test_our_own_machine_is_no_knee_of_the_app() -> None:
    fast, slow = Row(1, 50, 10.0, 50.0, 60.0), Row(10, 50, 10.0, 500.0, 600.0)
    assert bends.knee([fast, slow]) is not None
    for strained in (replace(slow, use=Use(own=0.95)), replace(slow, late=80.0)):
        assert bends.knee([fast, strained]) is None


def test_of_a_repeated_step_what_went_better_counts() -> None:
    paused, good = Row(5, 20, 4.0, 900.0, 950.0), Row(5, 60, 48.0, 55.0, 60.0)
    assert together([paused, good]) == [good]
    assert bends.knee([Row(1, 10, 10.0, 50.0, 60.0), Row(2, 20, 20.0, 50.0, 60.0), paused, good]) is None


@pytest.mark.parametrize("ceiling", [1, 2, 3, 7, 20, 21, 100, 1_000_000])
def test_never_above_the_ceiling(ceiling: int) -> None:
    steps = bends.steps(ceiling)
    assert steps[-1] == ceiling
    assert steps == sorted(set(steps))


def of_json(told: Mapping[str, Any]) -> Row:
    use = Use(
        told.get("cpu"), told.get("cpu_busiest"), told.get("cpu_waiting"), told.get("cores"),
        told.get("throttled"), told.get("overflows", 0), 0.0, told.get("host_busy"),
    )  # fmt: skip
    asked = {name: Asked(**seen) for name, seen in told["dependencies"].items()}
    return Row(
        told["parallel"], told["requests"], told["per_second"], told["p50_ms"], told["p95_ms"],
        told["longest_ms"], told["connect_p95_ms"], told["errors"], told.get("queue"), told.get("backlog"),
        told.get("threads"), told["connections"], use, asked,
    )  # fmt: skip


@pytest.mark.parametrize("path", RECORDED, ids=lambda p: p.stem)
def test_what_was_recorded_is_judged_the_same(path: Path) -> None:
    """By the numbers alone, without any text of the app."""
    told = json.loads(path.read_text())
    rows = [of_json(one) for one in told["table"]]
    found = bends.knee(rows)
    if not told["cause"]:
        assert found is None
        return
    assert found is not None
    kinds = {"database": "postgres", "cache": "redis", "rates": "http"}
    names = {name for one in rows for name in (*one.connections, *one.asked)}
    finding = means.findings(Climb(rows, found, {n: kinds[n] for n in kinds if n in names}))[0]
    assert finding.cause in (told["cause"], told.get("or")), finding.why
    assert finding.subject == ("" if told["subject"] == "load" else told["subject"])


def test_there_are_recordings() -> None:
    assert {path.stem for path in RECORDED} >= {
        "pool",
        "server_limit",
        "backlog",
        "workers",
        "held_back",
        "healthy",
    }
