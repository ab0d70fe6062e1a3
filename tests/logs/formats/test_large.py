"""Logs of some hundred kilobytes of each format: halving, blocks, the last errors from the end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from farhand.logs import places, slicing
from farhand.logs.clock import Clock
from farhand.logs.model import Query
from tests.logs import reference
from tests.logs.formats import test_properties as small
from tests.logs.formats import wrapped, writers

pytestmark = pytest.mark.slow

SINCE = small.START.timestamp() + 40


@pytest.fixture(scope="module", params=wrapped.ALL, ids=lambda one: one.name)
def log(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[reference.Entry]]:
    rng = random.Random(request.param.name)
    levels = sorted(writers.WORDS)
    steps = [
        (rng.randint(0, 120), rng.randint(0, 900), rng.choices(levels, (90, 8, 2))[0], rng.random() < 0.1)
        for _ in range(2500)
    ]
    entries = small.written(request.param, steps)
    return small.saved(tmp_path_factory.mktemp("log"), "app.log", entries), entries


@pytest.mark.matrix(3)
@pytest.mark.parametrize("wide", [0.5, 20, 10_000])
def test_a_window_as_text(log: tuple[Path, list[reference.Entry]], wide: float) -> None:
    path, entries = log
    query = Query(SINCE, SINCE + wide)
    clock = Clock(None, small.NOW)
    found = b"".join(slicing.texts([places.opened(str(path))], query, lambda _: clock, slicing.Left()))
    assert found == b"".join(one.text for one in reference.window(entries, SINCE, SINCE + wide))


@pytest.mark.matrix(3)
@pytest.mark.parametrize("level", [30, 40])
@pytest.mark.parametrize("tail", [0, 7])
def test_levels_and_the_last(log: tuple[Path, list[reference.Entry]], level: int, tail: int) -> None:
    path, entries = log
    for since, until in ((None, None), (SINCE, SINCE + 60)):
        wanted = [one.text for one in reference.window(entries, since, until, level)]
        assert small.cut([path], Query(since, until, level, tail=tail)) == wanted[-tail:]


def test_a_word(log: tuple[Path, list[reference.Entry]]) -> None:
    path, entries = log
    wanted = [one.text for one in reference.window(entries, SINCE, SINCE + 60) if b"77" in one.text]
    assert small.cut([path], Query(SINCE, SINCE + 60, words=[b"77"])) == wanted
