"""Level and time of lines in the formats of the field."""

from __future__ import annotations

import pytest

from farhand.signatures.lines import level, moment


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026-11-20 14:00:01,123 ERROR [app] x", "error"),
        ("E0122 06:56:04.774977       1 reflector.go:199] x", "error"),
        ("W0122 06:56:04.774977       1 reflector.go:199] x", "warn"),
        ('{"ts":1,"level":"info","msg":"error handler ready"}', "info"),
        ("level=warning msg=x", "warn"),
        ('app-1[app] {"err":"rpc error: code = Unavailable desc = EOF","level":"debug","msg":"x"}', "debug"),
        ("2016/09/09 12:34:05 [crit] 5731#5731: *1 connect()", "error"),
        ("2018-05-10 14:33:24.931 [warning] <0.215.0> memory", "warn"),
        ("the information is old", ""),
    ],
)
def test_level(line: str, said: str) -> None:
    assert level(line) == said


def test_times_compare_across_formats() -> None:
    base = moment("2026-11-20T14:00:01Z x")
    assert base is not None
    assert moment("2026-11-20 15:00:01,500+01:00") == base + 0.5
    assert moment('1.2.3.4 - - [20/Nov/2026:14:00:01 +0000] "GET /"') == base
    first, second = moment("Nov 20 14:00:01 host kubelet[1]: x"), moment("E1120 14:00:02.000001 1 x.go:1] y")
    assert first is not None
    assert second is not None
    assert 0 < second - first < 2
    assert moment("no time here") is None
    assert moment("2026-99-20 14:00:01") is None
