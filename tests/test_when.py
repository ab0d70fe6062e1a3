"""Times as people write them."""

from __future__ import annotations

import pytest

from farhand import when
from farhand.errors import Mistake

NOW = when.seconds("2026-11-27T14:05:00Z")


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("14:00", "14:10", "2026-11-27T14:00:00Z", "2026-11-27T14:10:00Z"),
        ("23:50", "00:10", "2026-11-26T23:50:00Z", "2026-11-27T00:10:00Z"),
        ("2026-11-20 14:00", "14:10", "2026-11-20T14:00:00Z", "2026-11-20T14:10:00Z"),
        ("-15m", "", "2026-11-27T13:50:00Z", ""),
        ("", "14:10", "", "2026-11-26T14:10:00Z"),
    ],
)
def test_a_window(since: str, until: str, first: str, last: str) -> None:
    assert when.window("", since, until, NOW) == when.Window("", first, last)


def test_a_time_without_zone_is_one_of_the_zone_that_is_told() -> None:
    berlin, fixed = when.zone("Europe/Berlin"), when.zone("-05:30")
    assert when.moment("--since", "2026-07-01 14:00", NOW, berlin) == "2026-07-01T12:00:00Z"
    assert when.moment("--since", "14:00", NOW, berlin) == "2026-11-27T13:00:00Z"
    assert when.moment("--since", "2026-07-01 14:00", NOW, fixed) == "2026-07-01T19:30:00Z"
    assert when.moment("--since", "2026-07-01T14:00:00Z", NOW, fixed) == "2026-07-01T14:00:00Z"
    assert [when.zone_name(zone) for zone in (berlin, fixed, when.zone(""))] == [
        "Europe/Berlin",
        "-05:30",
        "UTC",
    ]
    for text in ("Mars/Base", "+99:99", "x" * 300, "../etc/passwd"):
        with pytest.raises(Mistake, match="no time zone"):
            when.zone(text)
