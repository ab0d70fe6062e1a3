"""What the parts of triage say of an hour in which a pool ran out and a client then failed."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from farhand.logs import triage
from farhand.logs.mining import Batch, Summary
from farhand.logs.mining.curve import Curve
from farhand.logs.mining.saved import from_bytes, to_bytes

BEGIN, HOUR, FAULT = 1_700_000_400.0, 3600, 1_700_002_200.0
TRACE = b'\nTraceback (most recent call last):\n  File "/srv/db.py", line 9, in get\n    x\npool.Timeout: 5'

Row = tuple[float, int, bytes]


def day(broken: bool, seed: int = 3) -> list[Row]:
    chance = random.Random(seed)
    rows: list[Row] = []
    for second in range(HOUR):
        time = BEGIN + second
        rows.append((time + 0.1, 20, b"GET /orders/%d 200" % chance.randrange(999)))
        if second % 30 == 7:
            rows.append((time + 0.2, 40, b"bad payload from 10.0.0.%d" % chance.randrange(250)))
        if broken and time >= FAULT and second % 2:
            rows.append((time + 0.3, 40, b"pool of %d ran out" % chance.randrange(9) + TRACE))
        if broken and time >= FAULT + 20 and second % 5 == 0:
            rows.append((time + 0.4, 50, b"order %d could not be saved" % chance.randrange(99)))
    return rows


def summary(rows: list[Row], source: str = "app.log") -> Summary:
    made = Summary()
    made.add(
        Batch(
            source,
            [text for _, _, text in rows],
            [time for time, _, _ in rows],
            [level for _, level, _ in rows],
            range(0, 100 * len(rows), 100),
        )
    )
    return made.finished()


def test_what_broke_first_and_what_followed() -> None:
    (first,) = triage.broken_first(summary(day(True)))
    assert (first.template.text, first.since) == ("pool of <*> ran out", FAULT + 1.3)
    assert [one.template.text for one in first.followed_by] == ["order <*> could not be saved"]


def test_errors_that_are_always_there_begin_nothing() -> None:
    assert triage.broken_first(summary(day(False))) == []


def test_an_everyday_error_that_suddenly_comes_often_begins_then() -> None:
    rows = day(False) + [(FAULT + n / 10, 40, b"bad payload from 10.0.0.9") for n in range(900)]
    (one,) = triage.broken_first(summary(rows))
    assert (one.usual, one.since) == (True, FAULT // 60 * 60)


def test_what_is_new_since_a_time_and_against_a_healthy_log() -> None:
    bad, healthy = summary(day(True)), summary(day(False, 8), "yesterday.log")
    expected = ["pool of <*> ran out", "order <*> could not be saved"]
    assert [one.text for one in triage.new_since(bad, FAULT)] == expected
    assert [one.text for one in triage.new_against(bad, healthy)] == expected
    assert triage.new_against(healthy, bad) == []
    assert triage.new_against(from_bytes(to_bytes(bad)), healthy) == triage.new_against(bad, healthy)


def test_names_are_not_new_where_only_the_other_log_shows_that_they_vary() -> None:
    healthy = summary([(BEGIN + n, 20, b"user %b logged in now" % name) for n, name in enumerate(NAMES)])
    bad = summary([(BEGIN, 20, b"user zoe logged in now"), (BEGIN, 20, b"the disk is full")])
    assert [one.text for one in triage.new_against(bad, healthy)] == ["the disk is full"]


NAMES = [a + b for a in (b"an", b"be", b"ca", b"do", b"em") for b in (b"na", b"rt", b"rl", b"ra", b"il")]


def test_error_rate_and_bursts() -> None:
    bad = summary(day(True))
    rate = triage.error_rate(bad)
    assert len(rate) == 60
    assert sum(errors for _, errors, _ in rate) == sum(1 for _, level, _ in day(True) if level >= 40)
    rows = day(False) + [(FAULT + n / 100, 40, b"down") for n in range(500)]
    (burst,) = triage.bursts(triage.rhythm.whole_curve(summary(rows), 40))
    assert burst.begin <= FAULT < burst.end
    assert burst.count > 500


def test_a_silence_is_a_gap() -> None:
    rows = [row for row in day(False) if not FAULT <= row[0] < FAULT + 600]
    (gap,) = triage.gaps(triage.rhythm.whole_curve(summary(rows)))
    assert (gap.begin, gap.end) == (FAULT, FAULT + 600)
    assert gap.usual >= 590


def test_lines_worth_sending_keep_the_budget_and_hold_the_first_error() -> None:
    bad = summary(day(True))
    for budget in (0, 60, 200, 1000):
        lines = triage.worth_sending(bad, budget)
        assert sum(len(one.text) + len(one.why.encode()) for one in lines) <= budget
    assert any(b"ran out" in one.text for one in triage.worth_sending(bad, 400))
    assert lines == sorted(lines, key=lambda one: one.time or 0.0)


COUNTS = st.dictionaries(st.integers(0, 500), st.integers(1, 10_000), max_size=50)


@given(COUNTS)
def test_bursts_and_gaps_of_any_curve_are_apart_and_in_order(counts: dict[int, int]) -> None:
    curve = Curve(4096, 0, counts)
    for found in (triage.bursts(curve), triage.gaps(curve)):
        edges = [edge for one in found for edge in (one.begin, one.end)]
        assert edges == sorted(edges)
