"""The search over made-up mirrors: how many runs it takes, and what it says where a command is not steady."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.mirror.search.ddmin import ddmin
from farhand.mirror.search.journal import Journal, file_of
from farhand.mirror.search.narrow import narrow
from farhand.mirror.search.nouns import Chosen, Found, Outcome, Ran
from farhand.mirror.search.session import Session, Step

IDS = tuple(f"d{number}" for number in range(30))


def outcome(guilty: set[str]) -> Callable[[Chosen], Outcome]:
    return lambda chosen: Outcome.FAIL if guilty <= chosen else Outcome.PASS


def once(guilty: set[str]) -> Callable[[Chosen], Ran]:
    return lambda chosen: Ran(outcome(guilty)(chosen), 1, "says why")


def search(folder: Path, run: Callable[[Chosen], Ran], name: str = "one", **more: int) -> Found:
    journal = Journal(folder / f"{name}.jsonl")
    try:
        return Session(IDS, run, journal, **more).search()
    finally:
        journal.close()


def test_one_guilty_of_thirty_at_any_place(tmp_path: Path) -> None:
    found = {one: search(tmp_path, once({one}), one) for one in IDS}
    assert all(result.guilty == (one,) and result.minimal for one, result in found.items())
    assert max(result.runs for result in found.values()) <= 40
    assert found["d0"].runs <= 6, (
        "the likely one first: both worlds twice, this one alone, the others without"
    )
    assert not any(result.others or result.flaky for result in found.values())


def test_every_guilty_pair_of_thirty(tmp_path: Path) -> None:
    most = 0
    for pair in itertools.combinations(IDS, 2):
        result = search(tmp_path, once(set(pair)), "-".join(pair))
        assert result.guilty == pair
        most = max(most, result.runs)
    assert most <= 90


@given(st.sets(st.sampled_from(IDS), min_size=1, max_size=6))
@settings(max_examples=60)
def test_any_guilty_set_is_found_whole(guilty: set[str]) -> None:
    assert set(narrow(IDS, outcome(guilty))) == guilty
    assert set(ddmin(IDS, outcome(guilty))) == guilty


@given(st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_what_is_found_fails_and_nothing_of_it_can_be_left_out(made: random.Random) -> None:
    """Also where a difference hides another, or a set cannot be started: any function of sets."""
    ids, known = IDS[:9], {}

    def test(chosen: Chosen) -> Outcome:
        if chosen == frozenset(ids):
            return Outcome.FAIL
        return known.setdefault(chosen, made.choice(list(Outcome)) if chosen else Outcome.PASS)

    found = ddmin(narrow(ids, test), test)
    assert test(frozenset(found)) is Outcome.FAIL
    assert not any(test(frozenset(found) - {one}) is Outcome.FAIL for one in found)


def test_the_runs_left_that_are_told_are_an_upper_bound(tmp_path: Path) -> None:
    told: list[Step] = []
    journal = Journal(tmp_path / "journal")
    found = Session(IDS, once({"d17"}), journal, told.append).search()
    journal.close()
    assert [step.runs for step in told] == list(range(found.runs))
    assert all(found.runs - step.runs <= step.left + 4 for step in told if step.left >= 0)


def test_a_killed_search_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = search(tmp_path, once({"d4", "d21"}), "whole")
    calls = itertools.count(1)

    def dies(chosen: Chosen) -> Ran:
        if next(calls) > 7:
            raise KeyboardInterrupt
        return once({"d4", "d21"})(chosen)

    with pytest.raises(KeyboardInterrupt):
        search(tmp_path, dies, "killed")
    with open(tmp_path / "killed.jsonl", "ab") as file:
        file.write(b'{"schema": "farhand.sear')  # the line that was being written
    again = search(tmp_path, once({"d4", "d21"}), "killed")
    assert (again.guilty, again.remembered, again.runs) == (("d4", "d21"), 7, whole.runs - 7)
    assert search(tmp_path, once({"d4", "d21"}), "killed").runs == 0


def test_a_command_that_fails_only_sometimes_is_tried_again_and_said_to(tmp_path: Path) -> None:
    counts: dict[Chosen, int] = {}

    def sometimes(chosen: Chosen) -> Ran:
        counts[chosen] = counts.get(chosen, 0) + 1
        fails = "d9" in chosen and counts[chosen] % 2 == 0
        return Ran(Outcome.FAIL if fails else Outcome.PASS, int(fails))

    found = search(tmp_path, sometimes)
    assert found.guilty == ("d9",)
    assert found.flaky


def test_where_the_baseline_fails_now_and_then_the_majority_decides(tmp_path: Path) -> None:
    counts: dict[Chosen, int] = {}

    def noisy(chosen: Chosen) -> Ran:
        counts[chosen] = counts.get(chosen, 0) + 1
        fails = ("d2" in chosen) != (counts[chosen] == 2)
        return Ran(Outcome.FAIL if fails else Outcome.PASS, int(fails))

    found = search(tmp_path, noisy)
    assert found.guilty == ("d2",)
    assert found.flaky


def test_two_causes_by_themselves_are_told_as_more_than_one(tmp_path: Path) -> None:
    either = {"d3", "d20"}
    found = search(tmp_path, lambda chosen: Ran(Outcome.FAIL if either & chosen else Outcome.PASS, 1))
    assert found.guilty == ("d3",)
    assert found.others


def test_a_mirror_that_does_not_fail_has_no_guilty_difference(tmp_path: Path) -> None:
    found = search(tmp_path, lambda _: Ran(Outcome.PASS, 0))
    assert (found.guilty, found.minimal) == ((), False)


def test_sets_that_cannot_be_started_only_cost_runs(tmp_path: Path) -> None:
    def lame(chosen: Chosen) -> Ran:
        if "d5" in chosen and "d6" not in chosen:
            return Ran(Outcome.UNRESOLVED, -1, "the server does not start with that")
        return once({"d12"})(chosen)

    found = search(tmp_path, lame)
    assert found.guilty == ("d12",)
    assert found.runs <= 40


def test_a_limit_of_runs_gives_the_smallest_set_so_far(tmp_path: Path) -> None:
    found = search(tmp_path, once({"d1", "d25"}), most=11)
    assert not found.minimal
    assert found.runs == 11
    assert {"d1", "d25"} <= set(found.guilty) != set(IDS)


def test_another_command_or_plan_has_another_journal(tmp_path: Path) -> None:
    names = {file_of(tmp_path, {"command": [command], "plan": plan}) for command in "ab" for plan in "xy"}
    assert len(names) == 4
