"""Merging real files: whatever was written where, and in whichever order copies meet, all end up the same."""

from __future__ import annotations

import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.case import Case, Entry

MANY = 200 if os.environ.get("FARHAND_ALL") == "1" else 12
#: What happens: who writes (one of three copies) what, or which copy takes over from which.
_COPIES = ("a", "b", "c")
WRITES = st.tuples(st.sampled_from(_COPIES), st.sampled_from(["note", "asked", "told"]), st.text(max_size=8))
MERGES = st.tuples(st.sampled_from(_COPIES), st.sampled_from(_COPIES))
TIMES = st.integers(0, 59).map(lambda s: f"2026-11-26T10:00:{s:02d}.000Z")
DEEDS = st.lists(st.one_of(st.tuples(WRITES, TIMES), MERGES), max_size=12)


def _cases(folder: Path) -> dict[str, Case]:
    return {name: Case(folder / name, f"writer-{name}", create=True) for name in _COPIES}


def _done(cases: dict[str, Case], deeds: list[object]) -> None:
    for first, second in deeds:  # type: ignore[misc]
        if isinstance(first, tuple):
            name, kind, says = first
            cases[name].add(kind, {"id": "x", "says": says}, second)
        else:
            cases[first].merge(cases[second].entries())


def _seen(entries: list[Entry]) -> list[object]:
    return [e.row() for e in entries]


def _merged(folder: Path, name: str, *others: Case) -> list[object]:
    """A fresh copy that takes over from these, in this order."""
    with Case(folder / name, "nobody", create=True) as fresh:
        for other in others:
            fresh.merge(other.entries())
        return _seen(fresh.entries())


@settings(max_examples=MANY)
@given(DEEDS)
def test_copies_merge_in_any_order_to_the_same(deeds: list[object]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = _cases(folder)
        _done(cases, deeds)
        a, b, c = cases.values()
        whole = _merged(folder, "1", a, b, c)
        assert _merged(folder, "2", c, b, a) == whole  # commutative
        with Case(folder / "bc", "nobody", create=True) as together:
            together.merge(b.entries())
            together.merge(c.entries())
            assert _merged(folder, "3", a, together) == whole  # associative
        assert _merged(folder, "4", a, a, b, c, b) == whole  # idempotent
        written = {(e.author, e.seq) for one in cases.values() for e in one.entries()}
        assert len(whole) == len(written)  # the union: nothing is lost, nothing is there twice
        assert whole == sorted(whole, key=lambda row: (row[2], row[0], row[1]))  # type: ignore[index]
        for one in cases.values():
            one.close()


def test_what_is_merged_is_still_proved(tmp_path: Path) -> None:
    with Case(tmp_path / "a", "ann", create=True) as a, Case(tmp_path / "b", "bob", create=True) as b:
        for number in range(3):
            a.add("note", {"says": str(number)})
        b.merge(a.entries())
        assert [json.loads(e.row()[4])["says"] for e in b.entries()] == ["0", "1", "2"]


def test_copies_that_take_over_the_same_at_once(tmp_path: Path) -> None:
    """Several threads merge overlapping parts into one case: each is whole, none is refused."""
    with Case(tmp_path / "a", "ann", create=True) as a:
        for number in range(60):
            a.add("note", {"says": str(number)})
        rows = a.entries()
    with Case(tmp_path / "b", "bob", create=True) as b:
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda upto: b.merge(rows[:upto]), (10, 60, 30, 60, 20, 50)))
        assert b.entries() == rows
