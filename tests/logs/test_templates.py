"""Templates against the format strings of the programs that wrote the messages, and against drain3."""

from __future__ import annotations

import functools
import importlib.util
import os
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.logs.mining import Batch, Summary, masks, templates
from tests.conftest import need
from tests.logs import truth
from tests.logs.truth._miners import of_drain3, ours
from tests.logs.truth._score import accuracy, pairs_f1

EVERY = truth.names()
#: Programs of an ordinary run.
SOME = EVERY if os.environ.get("FARHAND_ALL") == "1" else EVERY[::3]


@functools.cache
def scores(name: str) -> tuple[float, float, float, float]:
    """Grouping accuracy and F1 of pairs: ours, then drain3's."""
    formats, messages = zip(*truth.pairs(name))
    mine, theirs = ours(messages), of_drain3(messages)
    return *_both(formats, mine), *_both(formats, theirs)


def _both(formats: tuple[str, ...], found: list[object]) -> tuple[float, float]:  # type: ignore[type-arg]
    return accuracy(formats, found), pairs_f1(formats, found)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("name", SOME)
def test_groups_are_no_worse_than_drain3s(name: str) -> None:
    """A twentieth is left to chance: what a program writes differs a little from run to run."""
    need(importlib.util.find_spec("drain3"), "drain3 is not installed")
    right, pairs, their_right, their_pairs = scores(name)
    assert right >= their_right - 0.05
    assert pairs >= their_pairs - 0.05


@pytest.mark.slow
def test_over_all_programs_groups_are_better_than_drain3s() -> None:
    need(importlib.util.find_spec("drain3"), "drain3 is not installed")
    columns = [statistics.mean(column) for column in zip(*map(scores, SOME))]
    assert columns[0] > columns[2] + (0.1 if SOME == EVERY else 0)
    assert columns[1] > columns[3] + (0.05 if SOME == EVERY else 0)


def mined(texts: list[bytes], level: int = 20) -> list[tuple[str, int]]:
    summary = Summary()
    count = len(texts)
    summary.add(Batch("app.log", texts, [float(n) for n in range(count)], [level] * count, range(count)))
    return [(one.text, one.count) for one in templates(summary)]


VARYING = (
    b"user 17 came from 10.0.0.7:5432 after 1.5ms",
    b"user 9 came from fe80::1 after 3s",
    b"user 550e8400-e29b-41d4-a716-446655440000 came from anna@example.com after 20%",
    b"user 'bob smith' came from /srv/app/a.py after 0x7f3a",
    b"user deadbeefcafe came from https://a.example/x?y=1 after 2026-11-27T01:02:03Z",
    b'user {"a": [1, {"b": 2}]} came from <Server at 0x7f> after None',
    b"user \x1b[31m5\x1b[0m came from C:\\temp\\x.log after 7",
    b"user QWxhZGRpbjpvcGVuIHNlc2FtZQ0123456789abcdefghijk== came from host-12.example after 1:02:03",
)


def test_what_varies_is_masked() -> None:
    assert mined(list(VARYING)) == [("user <*> came from <*> after <*>", len(VARYING))]


def test_words_that_tell_what_happened_are_kept_apart() -> None:
    texts = [
        b"connection opened",
        b"connection closed",
        b"connection lost",
        b"cache hit key=1",
        b"cache miss key=2",
    ]
    assert len(mined(texts)) == 5


def test_names_in_the_middle_become_one_template_however_many() -> None:
    names = [
        f"{a}{b}{c}" for a in "bcdfgh" for b in "aeiou" for c in ("rt", "nna", "x", "l", "mmy", "ss", "n")
    ]
    texts = [f"user {name} logged in".encode() for name in names] + [b"user cache is full"] * 3
    assert mined(texts) == [("user <*> logged in", len(names)), ("user <*> is full", 3)]


def test_the_first_line_is_the_message_and_the_rest_its_exception() -> None:
    trace = b'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in f\n    g()\nValueError: 1'
    text = b"task 7 failed\n" + trace
    summary = Summary()
    summary.add(Batch("app.log", [text] * 2, [1.0, 2.0], [40, 40], [0, 200]))
    assert [one.text for one in templates(summary)] == ["task <*> failed"]
    assert {key: entry.count for key, entry in summary.faults.entries.items()} == {
        ("ValueError", "/srv/a.py:3 in f"): 2
    }


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_any_bytes_are_mined(texts: list[bytes]) -> None:
    assert sum(count for _, count in mined(texts)) == len(texts)


@given(st.binary(max_size=300).map(lambda raw: raw.replace(b"\n", b" ")))
def test_the_masks_see_nothing_that_the_outline_does_not_tell(text: bytes) -> None:
    """What is remembered by outline must be the same as if each record were looked at by itself."""
    other = text.translate(bytes(0x37 if 0x30 <= i < 0x3A else i for i in range(256)))
    assert masks.outlines([text]) == masks.outlines([other])
    assert masks.outlines([text, text]) == masks.outlines([text]) * 2
