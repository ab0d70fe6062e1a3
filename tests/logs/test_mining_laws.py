"""The summary of a whole is the merge of the summaries of its parts, byte for byte, within its bounds."""

from __future__ import annotations

import functools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.logs.mining import Batch, Summary, merge
from farhand.logs.mining.curve import Curve
from farhand.logs.mining.faults import Faults
from farhand.logs.mining.forest import Forest
from farhand.logs.mining.saved import SummaryError, from_bytes, to_bytes
from farhand.logs.mining.tree import Bounds, leaves

Row = tuple[bytes, float | None, int]

#: Few words at many places, so that small caps are passed everywhere.
WORD = st.sampled_from([b"a", b"b", b"c", b"d", b"e", b"7", b"bob", b"x=1"])
MESSAGE = st.one_of(st.lists(WORD, max_size=6).map(b" ".join), st.binary(max_size=40))
TRACEBACK = st.sampled_from(
    [b"", b'\nTraceback (most recent call last):\n  File "/a.py", line 3, in f\n    x\nKeyError: 1']
)
TEXT = st.tuples(MESSAGE, TRACEBACK).map(b"".join)
TIME = st.one_of(st.none(), st.floats(allow_nan=True), st.floats(0, 9000), st.integers(0, 10**9).map(float))
ROWS = st.lists(st.tuples(TEXT, TIME, st.integers(-5, 70)), max_size=60)
SMALL = st.sampled_from([4, 12, 60])


def bounds(limit: int) -> Bounds:
    return Bounds(((3, 2), (2, 1), (1, 1), (0, 0)), (2, 1, 0), limit, max(3, limit // 4))


def summary(rows: list[tuple[int, Row]], limit: int = 60) -> Summary:
    made = Summary(Forest(bounds(limit)), Faults(2))
    made.add(batch(rows))
    return made.finished()


def batch(rows: list[tuple[int, Row]]) -> Batch:
    texts, times, levels = ([row[n] for _, row in rows] for n in range(3))
    return Batch("app.log", texts, times, levels, [at for at, _ in rows])  # type: ignore[arg-type]


@given(ROWS, st.randoms(use_true_random=False), SMALL)
def test_any_split_and_any_order_gives_the_same_bytes(
    rows: list[Row], dice: random.Random, limit: int
) -> None:
    numbered = list(enumerate(rows))
    whole = to_bytes(summary(numbered, limit))
    dice.shuffle(numbered)
    parts: list[list[tuple[int, Row]]] = [[] for _ in range(4)]
    for one in numbered:
        dice.choice(parts).append(one)
    found = [summary(part, limit) for part in parts]
    dice.shuffle(found)
    assert to_bytes(functools.reduce(merge, found)) == whole


@given(ROWS, ROWS, ROWS, SMALL)
def test_merge_is_associative_and_commutative_and_has_a_neutral_element(
    a: list[Row], b: list[Row], c: list[Row], limit: int
) -> None:
    one, two, three = (summary(list(enumerate(rows, 1000 * n)), limit) for n, rows in enumerate((a, b, c)))
    assert to_bytes(merge(merge(one, two), three)) == to_bytes(merge(one, merge(two, three)))
    assert to_bytes(merge(one, two)) == to_bytes(merge(two, one))
    assert to_bytes(merge(one, summary([], limit))) == to_bytes(one)


@given(ROWS, ROWS)
def test_merge_leaves_its_parts_as_they_are(a: list[Row], b: list[Row]) -> None:
    one, two = summary(list(enumerate(a))), summary(list(enumerate(b, 1000)))
    before = to_bytes(one), to_bytes(two)
    merge(one, two)
    assert (to_bytes(one), to_bytes(two)) == before


@given(ROWS, ROWS)
def test_one_that_goes_on_and_on_is_the_same_as_one_made_at_once(a: list[Row], b: list[Row]) -> None:
    """Also where caches and bounds were used in between."""
    growing = summary(list(enumerate(a)))
    growing.add(batch(list(enumerate(b, len(a)))))
    assert to_bytes(growing) == to_bytes(summary(list(enumerate([*a, *b]))))


@given(ROWS, SMALL)
def test_bounds_hold(rows: list[Row], limit: int) -> None:
    made = summary(list(enumerate(rows)), limit)
    for tree in made.forest.trees.values():
        assert len(list(leaves(tree))) <= max(limit, max(3, limit // 4))
    assert len(made.faults.entries) <= 2


@given(ROWS)
def test_counts_are_whole(rows: list[Row]) -> None:
    made = summary(list(enumerate(rows)))
    assert made.records == len(rows) == sum(entry.count for _, _, entry in made.forest.leaves())
    timed = sum(sum(curve.counts.values()) for curve in made.rates.values())
    assert made.records - made.untimed == timed


@given(ROWS)
def test_bytes_come_back_the_same(rows: list[Row]) -> None:
    made = Summary()
    made.add(batch(list(enumerate(rows))))
    assert to_bytes(from_bytes(to_bytes(made))) == to_bytes(made)


@given(st.lists(st.tuples(st.integers(-(10**10), 10**10), st.integers(1, 5))), st.integers(0, 40))
def test_curves_merge_whatever_the_split(points: list[tuple[int, int]], cut: int) -> None:
    def curve(some: list[tuple[int, int]]) -> Curve:
        made = Curve(5)
        for minute, count in some:
            made.add(minute, count)
        return made

    whole, left, right = curve(points), curve(points[cut:]), curve(points[:cut])
    left.absorb(right)
    assert (left.step, left.counts) == (whole.step, whole.counts)
    assert len(whole.counts) <= 5


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"form":"other/9"}', b"\xff", b'{"form":"farhand.summary/2"}']
)
def test_what_is_no_summary_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(SummaryError, match="make it anew"):
        from_bytes(data)
