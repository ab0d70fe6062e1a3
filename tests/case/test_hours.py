"""Waits in somebody's working hours, over weekends, nights and changes of the clock."""

from __future__ import annotations

import pytest

from farhand.case.story import hours
from farhand.errors import Mistake

WEEK = "mon-fri 09:00-17:00"


@pytest.mark.parametrize(
    ("since", "until", "week", "zone", "minutes"),
    [
        ("2026-11-26T10:00:00Z", "2026-11-26T11:30:00Z", "", "", 90),  # no hours: the clock
        ("2026-11-26T10:00:00Z", "2026-11-26T11:30:00Z", WEEK, "UTC", 90),
        ("2026-11-26T16:00:00Z", "2026-11-27T10:00:00Z", WEEK, "UTC", 120),  # over night
        ("2026-11-20T10:00:00Z", "2026-11-23T10:00:00Z", WEEK, "Europe/Berlin", 480),  # over a weekend
        ("2026-11-28T00:00:00Z", "2026-11-30T00:00:00Z", WEEK, "UTC", 0),  # nobody is there
        (
            "2026-03-27T00:00:00Z",
            "2026-03-30T23:00:00Z",
            "sun 01:00-04:00",
            "Europe/Berlin",
            120,
        ),  # 2 h skipped
        ("2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z", "00:00-24:00", "UTC", 1440),
        ("2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z", "09-12, 13-17", "UTC", 420),
        ("2026-11-28T00:00:00Z", "2026-12-01T00:00:00Z", "sat-mon 10:00-11:00", "UTC", 180),
        ("2026-11-26T10:00:00Z", "2026-11-26T09:00:00Z", WEEK, "UTC", 0),
        ("2026-11-26T10:00:00Z", "2026-11-26T11:00:00Z", "whenever", "UTC", 60),  # cannot be read: the clock
    ],
)
def test_worked(since: str, until: str, week: str, zone: str, minutes: float) -> None:
    assert hours.worked(since, until, week, zone) == minutes


@pytest.mark.parametrize("text", ["9 to 5", "mon 17:00-09:00", "moo 09:00-17:00", "mon 09:70-10:00", "mon"])
def test_what_is_no_working_hours_is_told(text: str) -> None:
    with pytest.raises(Mistake, match="working hours"):
        hours.read(text)


def test_a_wait_of_ages_is_measured_at_once() -> None:
    assert hours.worked("0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z", WEEK, "UTC") > 0
