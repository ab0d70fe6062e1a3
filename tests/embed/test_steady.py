"""One bad look is not yet an outage."""

from __future__ import annotations

import itertools

from farhand.embed.health.rhythm import CONFIRM, REFUSED, WELL, WRONG, pause
from farhand.embed.health.steady import NEEDED, Steady, settle
from farhand.model import FAIL, PASS, Finding, Result


def after(*outcomes: str) -> Steady:
    steady = Steady()
    for n, outcome in enumerate(outcomes):
        steady = settle(steady, outcome, f"t{n}")
    return steady


def test_the_first_look_counts() -> None:
    assert after("fail").outcome == "fail"
    assert after("pass").since == "t0"


def test_one_other_look_changes_nothing_yet() -> None:
    one = after("pass", "pass", "fail")
    assert (one.outcome, one.pending, one.changes) == ("pass", "fail", True)
    assert after("pass", "fail", "pass").changes is False


def test_two_in_a_row_do() -> None:
    assert after("pass", "fail", "fail").outcome == "fail"
    assert after("pass", "fail", "fail").since == "t2"
    assert after("pass", "fail", "warn").outcome == "pass", "two different ones are not two in a row"


def test_what_flaps_keeps_what_held_and_says_that_it_flaps() -> None:
    steady = after(*itertools.islice(itertools.cycle(["pass", "fail"]), 41))
    assert steady.outcome == "pass"
    assert steady.flaps == 1.0
    assert len(steady.last) == 20
    assert after(*["pass"] * 9).flaps == 0.0


def test_any_run_of_outcomes_holds_one_that_was_seen_enough() -> None:
    for outcomes in itertools.product(["pass", "fail", "warn"], repeat=6):
        held = after(*outcomes).outcome
        runs = [(k, len(list(g))) for k, g in itertools.groupby(outcomes)]
        assert held == outcomes[0] or any(k == held and n >= NEEDED for k, n in runs)


def row(stage: str, outcome: str, cause: str = "") -> Result:
    return Result("postgres", "db", stage, outcome, "", findings=(Finding(cause),) if cause else ())


def test_how_soon_it_is_looked_at_again() -> None:
    assert pause(after("pass"), [row("login", PASS)]) == WELL
    assert pause(after("pass", "fail"), [row("tcp", FAIL)]) == CONFIRM
    assert pause(after("fail"), [row("tcp", FAIL)]) == WRONG
    assert pause(after("fail"), [row("login", FAIL)]) == REFUSED, "servers lock accounts that keep trying"
    assert pause(after("fail"), [row("http", FAIL, "http.auth")]) == REFUSED
