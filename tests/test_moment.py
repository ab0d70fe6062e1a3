"""Days and times by arithmetic, against Python's own datetime."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand import moment
from farhand.errors import Mistake


@given(st.integers(-5, 10_005), st.integers(-1, 14), st.integers(-1, 33))
def test_days_since_1970(year: int, month: int, day: int) -> None:
    try:
        wanted = date(year, month, day).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        with pytest.raises(ValueError, match="there is no"):
            moment.days(year, month, day)
    else:
        assert moment.days(year, month, day) == wanted


@given(st.dates(), st.times(), st.sampled_from("T "), st.sampled_from(["", "Europe/Berlin", "+02:00"]))
def test_a_minute_is_what_datetime_reads(day: date, time: object, between: str, zone: str) -> None:
    text = f"{day.isoformat()}{between}{time.isoformat()[:5]}"  # type: ignore[attr-defined]
    assert moment._minutes(text) == moment._written(text)[0]
    wanted = datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp()
    if zone == "+02:00":
        wanted -= 7200
    if zone != "Europe/Berlin":
        assert moment.seconds(text, 0.0, 0.0, zone) == wanted


@pytest.mark.parametrize(
    "text",
    ["2026-02-30 14:00", "2026-11-20 24:01", "2026-11-20 14:60", "2026-13-01T00:00", "٢٠٢٦-11-20 14:00"],
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(Mistake, match="is no time"):
        moment.seconds(text, 0.0, 0.0)


def test_a_time_of_day_may_say_that_it_is_utc() -> None:
    evening = datetime(2026, 11, 20, 18, tzinfo=timezone.utc).timestamp()
    for zone in ("", "Europe/Berlin"):
        assert moment.of_day("14:00Z")
        assert moment.seconds("14:00Z", evening, evening, zone) == evening - 4 * 3600
