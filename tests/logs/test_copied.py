"""A large window is copied, only its ends are looked at: the same as what is sorted record by record."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.logs import places, slicing
from farhand.logs.clock import Clock
from farhand.logs.model import Query
from farhand.logs.slicing import blocks
from tests.logs import reference
from tests.logs.formats import wrapped
from tests.logs.formats.writers import Entry
from tests.logs.test_slice import START, python_log

WRITERS = {one.name: one for one in wrapped.ALL}
#: Before the end of an hour, of a day, of a year; in the middle of a minute.
BEGINS = ["2026-11-20T13:59:50", "2026-11-20T23:59:50", "2026-12-31T23:59:50", "2026-11-20T14:02:20"]


@pytest.mark.parametrize("name", ["python", "elastic", "klog", "logfmt", "docker_python"])
@pytest.mark.parametrize("begin", BEGINS)
@settings(max_examples=12)
@given(
    late=st.lists(st.integers(0, 95), min_size=150, max_size=150),
    steps=st.lists(st.integers(0, 300), min_size=150, max_size=150),
    after=st.integers(3000, 9000),
    wide=st.integers(6000, 20_000),
)
def test_a_window_in_order_but_for_a_moment(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    begin: str,
    late: list[int],
    steps: list[int],
    after: int,
    wide: int,
) -> None:
    writer, at, entries = WRITERS[name], datetime.fromisoformat(begin).replace(tzinfo=timezone.utc), []
    since = at.timestamp() + after / 1000
    for number, step in enumerate(steps):
        at += timedelta(milliseconds=step)
        seen = writer.rounded(at - timedelta(milliseconds=late[number]))
        text = writer.write(Entry(seen, 20, number, number % 9 == 4)).encode("latin-1")
        entries.append(reference.Entry(seen.timestamp(), [text], 20))
    path = tmp_path_factory.mktemp("log") / "app.log"
    path.write_bytes(b"".join(one.text for one in entries))
    log, query = places.opened(str(path)), Query(since, since + wide / 1000)
    clock = Clock(None, at.timestamp() + 60)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks, "LARGE", 1)
        found = b"".join(slicing.texts([log], query, lambda _: clock, slicing.Left()))
    wanted = reference.window(entries, query.since, query.until)
    assert sorted(found.splitlines()) == sorted(line for one in wanted for line in one.text.splitlines())


@pytest.mark.parametrize("since", [-3600, 100, 4700, 7300, 9000])
def test_a_clock_that_was_set_back(tmp_path: Path, since: int) -> None:
    """By an hour, as when summer time ends: some times are in both parts of the log, most in one of them."""
    path = tmp_path / "app.log"
    steps = [(700, number % 9 == 4) for number in range(12_000)]
    path.write_bytes(python_log(steps) + python_log([(4_800_000, False), *steps]))
    begin = START.timestamp() + since
    clock = Clock(None, begin + 86_400)
    each = [
        b"".join(slicing.texts([places.opened(str(path))], query, lambda _: clock, slicing.Left()))
        for query in (Query(begin, begin + 400), Query(begin, begin + 400, exhaustive=True))
    ]
    assert sorted(each[0].splitlines()) == sorted(each[1].splitlines())
    assert bool(each[0]) == (since > 0)
