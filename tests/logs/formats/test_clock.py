"""Times without year, date or zone, and those of days on which the clocks are set back."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from farhand.logs import places, slicing
from farhand.logs.clock import Clock
from farhand.logs.model import Query
from farhand.logs.recognise import recognise
from farhand.logs.slicing import records
from farhand.moment import offset_of_zone


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp()


def times(text: bytes, clock: Clock) -> list[str]:
    reading = recognise(text, clock)
    found = [one.time for one in records.of_blocks(reading, [text])]
    return [datetime.fromtimestamp(one or 0, timezone.utc).isoformat()[:19] for one in found]


def test_over_new_year() -> None:
    text = b"Dec 31 23:59:59 web app[1]: a\nJan  1 00:00:00 web app[1]: b\n"
    assert times(text, Clock(None, at("2027-01-01T08:00:00"))) == [
        "2026-12-31T23:59:59",
        "2027-01-01T00:00:00",
    ]


def test_the_last_leap_day() -> None:
    text = b"Feb 29 12:00:00 web app[1]: a\nMar  1 00:00:00 web app[1]: b\n"
    assert times(text, Clock(None, at("2028-03-01T08:00:00"))) == [
        "2028-02-29T12:00:00",
        "2028-03-01T00:00:00",
    ]
    assert times(text, Clock(None, at("2027-02-01T08:00:00")))[0] == "2024-02-29T12:00:00"


def test_over_midnight_without_a_date() -> None:
    text = b"23:59:59.000 [main] INFO a - x\n00:00:01.000 [main] INFO a - y\n"
    assert times(text, Clock(None, at("2026-11-20T00:10:00"))) == [
        "2026-11-19T23:59:59",
        "2026-11-20T00:00:01",
    ]


@pytest.mark.parametrize(
    ("zone", "text", "wanted"),
    [
        ("Europe/Berlin", b"2026-07-01 14:00:00 INFO a", "2026-07-01T12:00:00"),
        ("Europe/Berlin", b"2026-11-20 14:00:00 INFO a", "2026-11-20T13:00:00"),
        ("Europe/Berlin", b"2026-11-20T14:00:00Z INFO a", "2026-11-20T14:00:00"),
        ("+02:00", b"Nov 20 14:00:00 web app[1]: a", "2026-11-20T12:00:00"),
        ("America/New_York", b"11/20/2026 2:00:00 PM INFO a", "2026-11-20T19:00:00"),
        ("", b"2026-11-20 14:00:00 CET [1] LOG:  a", "2026-11-20T13:00:00"),
        ("", b"2026-11-20 14:00:00 -0530 INFO a", "2026-11-20T19:30:00"),
        ("", b"2026-11-20 14:00:60 INFO a leap second", "2026-11-20T14:01:00"),
    ],
)
def test_zones(zone: str, text: bytes, wanted: str) -> None:
    clock = Clock(offset_of_zone(zone), at("2026-11-27T00:00:00"))
    assert times(text + b"\n", clock) == [wanted]


def test_a_day_that_is_no_month_tells_which_is_first() -> None:
    text = b"12/11/2026 23:59:59 INFO a\n13/11/2026 00:00:00 INFO b\n"
    assert times(text, Clock(None, at("2026-11-27T00:00:00"))) == [
        "2026-11-12T23:59:59",
        "2026-11-13T00:00:00",
    ]
    assert times(text[:27], Clock(None, at("2026-12-27T00:00:00"))) == ["2026-12-11T23:59:59"]


@pytest.mark.parametrize("digits", [b"2026-13-01 14:00:00", b"2026-02-30 14:00:00", b"2026-11-20 14:61:00"])
def test_digits_that_are_no_time_begin_no_record(digits: bytes) -> None:
    text = b"2026-11-20 14:00:00 INFO a\n" + digits + b" INFO b\n2026-11-20 14:00:01 INFO c\n"
    assert len(times(text, Clock(None, at("2026-11-27T00:00:00")))) == 2


def test_clocks_that_are_set_back(tmp_path: Path) -> None:
    """25 October 2026, 3:00 in Berlin becomes 2:00: the hour is there twice, and no record is lost."""
    lines = [
        f"2026-10-25 {hour:02d}:{minute:02d}:00,000 INFO n\n" for hour in (1, 2, 2, 3) for minute in range(60)
    ]
    path = tmp_path / "app.log"
    path.write_text("".join(lines))
    clock = Clock(offset_of_zone("Europe/Berlin"), at("2026-11-27T00:00:00"))

    def count(since: str, until: str) -> int:
        query = Query(at(since), at(until))
        return len(list(slicing.cut([places.opened(str(path))], query, lambda _: clock, slicing.Left())))

    assert count("2026-10-24T23:00:00", "2026-10-25T04:00:00") == 240
    assert count("2026-10-25T00:00:00", "2026-10-25T01:00:00") == 120
    assert count("2026-10-25T02:00:00", "2026-10-25T03:00:00") == 60
