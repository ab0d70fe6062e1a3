"""Records around those that are asked for: `--head` and `--tail` count those that are asked for."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.logs import places, slicing
from farhand.logs.clock import Clock
from farhand.logs.model import ERROR, Query, Record
from tests.logs.test_slice import START, python_log, sliced

STEPS = st.lists(st.tuples(st.integers(0, 900), st.booleans()), min_size=1, max_size=50)


def texts(paths: list[Path], query: Query) -> list[bytes]:
    found = slicing.cut(
        [places.opened(str(path)) for path in paths], query, lambda _: Clock(), slicing.Left()
    )
    return [record.text for _, record in found]


def every(path: Path) -> list[Record]:
    found = slicing.cut([places.opened(str(path))], Query(), lambda _: Clock(), slicing.Left())
    return [record for _, record in found]


def slowly(paths: list[Path], query: Query) -> list[bytes]:
    """All records, those near a wanted one of their log: as it is said, and no faster."""
    logs = [[one for one in every(path) if within(one, query)] for path in paths]
    asked = sorted(
        (one.time or 0, log, number)
        for log, records in enumerate(logs)
        for number, one in enumerate(records)
        if b" ERROR " in one.text.split(b"\n")[0]
    )
    asked = asked[-query.tail :] if query.tail else asked[: query.head or None]
    kept = {
        (log, near)
        for _, log, number in asked
        for near in range(number - query.context, number + query.context + 1)
    }
    rows = [
        (one.time or 0, log, number, one.text)
        for log, records in enumerate(logs)
        for number, one in enumerate(records)
        if (log, number) in kept
    ]
    return [row[3] for row in sorted(rows)]


def within(record: Record, query: Query) -> bool:
    return query.since is None or query.since <= (record.time or 0)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
@settings(max_examples=40)
@given(
    logs=st.lists(STEPS, min_size=1, max_size=3),
    ends=st.sampled_from([(0, 0), (1, 0), (2, 0), (5, 0), (0, 1), (0, 2), (0, 5)]),
    context=st.integers(1, 4),
    after=st.sampled_from([None, 0, 3, 8]),
)
def test_ends_count_what_is_asked_for(
    tmp_path_factory: pytest.TempPathFactory,
    packed: bool,
    logs: list[list[tuple[int, bool]]],
    ends: tuple[int, int],
    context: int,
    after: int | None,
) -> None:
    folder = tmp_path_factory.mktemp("log")
    paths = [folder / f"{'abc'[number]}.log" for number in range(len(logs))]
    for path, steps in zip(paths, logs):
        data = python_log(steps)
        path.write_bytes(gzip.compress(data) if packed else data)
    since = None if after is None else START.timestamp() + after
    query = Query(since, level=ERROR, head=ends[0], tail=ends[1], context=context)
    assert texts(paths, query) == slowly(paths, query)


@pytest.mark.parametrize("context", [1, 40, 3000])
@pytest.mark.parametrize("tail", [1, 3, 90])
def test_the_last_ones_of_a_long_log_are_read_from_its_end(tmp_path: Path, tail: int, context: int) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(python_log([(number % 37, number % 397 == 5) for number in range(20_000)]))
    query = Query(level=ERROR, tail=tail, context=context)
    assert texts([path], query) == slowly([path], query)


def test_the_command_gives_one_error_with_both_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(python_log([(1000, number in (3, 7)) for number in range(10)]))
    numbers = [
        [int(line.rsplit(b" ", 1)[1]) for line in found.splitlines() if b"app: message" in line]
        for end in ("--head", "--tail")
        for found in [sliced(str(path), "--level", "error", end, "1", "--context", "1")]
    ]
    assert numbers == [[2, 3, 4], [6, 7, 8]]
