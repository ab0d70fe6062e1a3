"""A request at a site whose clock is wrong: a person is shown both clocks, and decides; nobody else does."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from farhand.request import answer, ledger
from tests.conftest import need_tool
from tests.request.exchange import Sides
from tests.request.test_person import answered

WHY = ("--override-expiry", "our clock is ahead")


def at(hours: float) -> tuple[str, ...]:
    """As if this machine's clock were so far ahead of what it is."""
    return (need_tool("faketime"), "-f", f"{hours:+g}h")


def test_in_time_it_is_not_asked(pair: Sides) -> None:
    code, shown = answered(
        pair, pair.new("r.txt", "--check", "queue", "--expires", "3h"), "yes", "yes", wrap=at(2)
    )
    assert code == 0, shown
    assert "override" not in shown


def test_an_expired_one_is_refused_and_says_what_to_do(pair: Sides) -> None:
    request = pair.new("r.txt", "--check", "queue", "--expires", "1h")
    code, shown = answered(pair, request, wrap=at(6))
    assert code == 1, shown
    assert "expired 5 h ago" in shown
    assert "--override-expiry WHY" in shown
    assert not (pair.customer / "answer.txt").exists()


@pytest.mark.parametrize("typed", ["yes", "y", "", "no"])
def test_yes_is_not_enough(typed: str, pair: Sides) -> None:
    request = pair.new("r.txt", "--check", "queue", "--expires", "1h")
    code, shown = answered(pair, request, typed, "yes", "yes", options=WHY, wrap=at(6))
    assert (code, (pair.customer / "answer.txt").exists()) == (1, False), shown


def test_a_person_types_for_it_and_it_is_recorded_with_both_clocks(pair: Sides) -> None:
    request = pair.new("r.txt", "--check", "queue", "--expires", "1h")
    code, shown = answered(pair, request, "override", "yes", "yes", options=WHY, wrap=at(20))
    assert code == 0, shown
    document = answer.read((pair.customer / "answer.txt").read_text()).document
    assert "our clock is ahead" in document["override"]
    theirs = datetime.fromisoformat(document["override"].split("this machine's clock: ")[1][:20])
    assert 19 < (theirs - datetime.now(timezone.utc)).total_seconds() / 3600 < 21
    assert ledger.OVERRIDDEN in [row[3] for row in document["record"]]
    assert "our clock is ahead" in pair.open().out


@pytest.mark.parametrize("hours", [26, -30])
def test_beyond_a_day_nobody_may(hours: float, pair: Sides) -> None:
    request = pair.new("r.txt", "--check", "queue", "--expires", "1h")
    code, shown = answered(pair, request, "override", "yes", "yes", options=WHY, wrap=at(hours))
    assert (code, "ask the vendor for a new one" in shown) == (1, True), shown
    assert not (pair.customer / "answer.txt").exists()
