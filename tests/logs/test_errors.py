"""Errors found by their words are those that a reader of all records finds, whatever the split."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.logs.clock import Clock
from farhand.logs.formats import Reading
from farhand.logs.mining import Summary, merge
from farhand.logs.mining.errors import errors, finder, words
from farhand.logs.mining.exceptions import exception_of
from farhand.logs.mining.saved import to_bytes
from farhand.logs.recognise import recognise
from farhand.logs.slicing.records import of_blocks

PYTHON = b"""2026-11-27 10:00:00,001 INFO     [app.api] GET /a 200
2026-11-27 10:00:01,002 ERROR    [app.db] query 17 failed
Traceback (most recent call last):
  File "/srv/app/db.py", line 12, in get
    raise X
app.errors.Broken: the ERROR of 10:00
2026-11-27 10:00:02,002 INFO     [app.db] no ERROR here
2026-11-27 10:00:03,002 CRITICAL [app.db] giving up
2026-11-27 10:00:04,002 WARNING  [app.db] FATAL is a word
  an indented line with ERROR in it
2026-11-27 10:00:05,002 ERROR    [app.db] query 99 failed
"""
JSON = b"""{"timestamp": "2026-11-27T10:00:00Z", "level": "info", "message": "all well"}
{"timestamp": "2026-11-27T10:00:01Z", "level": "error", "message": "query 5 failed", "trace_id": "ab12"}
{"timestamp": "2026-11-27T10:00:02Z", "level": "info", "message": "an error in words"}
{"timestamp": "2026-11-27T10:00:03Z", "level": "critical", "message": "giving up"}
"""
POSTGRES = b"""2026-11-27 10:00:00.123 UTC [77] LOG:  database system is ready to accept connections
2026-11-27 10:00:01.123 UTC [78] ERROR:  duplicate key value violates unique constraint "users_pkey"
2026-11-27 10:00:01.123 UTC [78] DETAIL:  Key (id)=(7) already exists.
2026-11-27 10:00:02.123 UTC [79] FATAL:  sorry, too many clients already
"""
LOGS = {"python": PYTHON, "json": JSON, "postgres": POSTGRES}


def reading_of(data: bytes) -> Reading:
    found = recognise(data, Clock())
    assert found
    return found


def slowly(data: bytes) -> list[tuple[float | None, int, int]]:
    """(time, level, offset) of the errors, by reading all records."""
    reading = reading_of(data)
    records = of_blocks(reading, [data])
    found = [(one.time, reading.format.level(one.text), one.offset) for one in records]
    return [one for one in found if one[1] >= 40]


def quickly(data: bytes, begin: int = 0, end: int | None = None) -> list[tuple[float | None, int, int]]:
    found = errors(data, reading_of(data), words(data), "app.log", begin, end)
    return [row for one in found for row in zip(one.times, one.levels, one.offsets)]


@pytest.mark.parametrize("name", sorted(LOGS))
def test_the_same_errors_as_by_reading_all(name: str) -> None:
    assert quickly(LOGS[name]) == slowly(LOGS[name])
    assert quickly(LOGS[name])


@given(st.sampled_from(sorted(LOGS)), st.integers(1, 5), st.lists(st.integers(0, 4000), max_size=4))
def test_ranges_give_each_error_once(name: str, times: int, cuts: list[int]) -> None:
    data = LOGS[name] * times
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    parts = [quickly(data, low, high) for low, high in zip(edges, edges[1:])]
    assert [row for part in parts for row in part] == quickly(data)


def test_the_summary_of_ranges_is_that_of_the_whole() -> None:
    data = PYTHON * 50
    reading, wanted = reading_of(data), words(data)

    def summary(low: int, high: int) -> Summary:
        made = Summary()
        for batch in errors(data, reading, wanted, "app.log", low, high):
            made.add(batch)
        return made

    middle = len(data) // 3
    assert to_bytes(merge(summary(middle, len(data)), summary(0, middle))) == to_bytes(summary(0, len(data)))
    assert summary(0, len(data)).records == 150


def test_without_stringzilla_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = finder(PYTHON)
    monkeypatch.setitem(sys.modules, "stringzilla", None)
    slow = finder(PYTHON)
    for word in (b"ERROR", b"CRITICAL", b"nowhere", b"\n"):
        for begin in range(0, len(PYTHON), 7):
            assert fast(word, begin, len(PYTHON)) == slow(word, begin, len(PYTHON))


JAVA = b"""could not start
java.lang.IllegalStateException: no pool
\tat com.shop.Pool.get(Pool.java:41)
\tat com.shop.Main.main(Main.java:7)
Caused by: java.net.ConnectException: Connection refused
\tat sun.nio.ch.Net.connect(Net.java:579)
\t... 2 more"""
NODE = b"""failed
TypeError: x is not a function
    at get (/srv/app/pool.js:12:7)
    at main (/srv/app/main.js:3:1)"""
GO = b"""panic: runtime error: index out of range [5]

goroutine 1 [running]:
main.get(0x7)
\t/srv/app/main.go:12 +0x1d
main.main()
\t/srv/app/main.go:30 +0x25"""
CHAINED = b"""request failed
Traceback (most recent call last):
  File "/a.py", line 1, in f
KeyError: 'x'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/a.py", line 2, in g
  File "/lib/b.py", line 30, in <module>
    h()
    ~^^
sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) server closed the connection
[SQL: SELECT 1]"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CHAINED, ("sqlalchemy.exc.OperationalError", "/lib/b.py:30 in <module>")),
        (JAVA, ("java.net.ConnectException", "Net.java:579 in sun.nio.ch.Net.connect")),
        (NODE, ("TypeError", "/srv/app/pool.js:12 in get")),
        (GO, ("panic", "/srv/app/main.go:12 in main.get")),
        (b"all is well\nin two lines", None),
    ],
)
def test_type_and_place(text: bytes, expected: tuple[str, str] | None) -> None:
    assert exception_of(text) == expected


def test_the_place_of_a_real_traceback() -> None:
    import traceback

    try:
        Path("/no/such/file").read_text()
    except OSError:
        found = exception_of(traceback.format_exc().encode())
    assert found
    assert found[0] == "FileNotFoundError"
    assert "pathlib" in found[1]


@given(st.binary(max_size=300))
def test_any_bytes_have_an_exception_or_none(raw: bytes) -> None:
    exception_of(b"Traceback (most recent call last):\n" + raw)
    exception_of(raw + b"\n\tat a.B(C.java:1)")
