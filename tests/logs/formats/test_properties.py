"""Slicing a log of each format, against the slow reference: window, level, first and last, two logs
together.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.logs import places, slicing
from farhand.logs.clock import Clock
from farhand.logs.model import Query
from farhand.logs.recognise import recognise
from farhand.logs.slicing import records
from tests.logs import reference
from tests.logs.formats import wrapped, writers
from tests.logs.formats.writers import Writer

pytestmark = pytest.mark.slow

START = datetime(2026, 11, 20, 13, 59, 50, tzinfo=timezone.utc)
#: The log was written on that evening.
NOW = START.timestamp() + 5 * 3600

#: Of each record: milliseconds after the one before, how much it is late (less than the slack), level,
#: more lines.
STEPS = st.lists(
    st.tuples(
        st.integers(0, 4000), st.integers(0, 900), st.sampled_from(sorted(writers.WORDS)), st.booleans()
    ),
    min_size=4,
    max_size=40,
)
#: Formats whose values are bytes with a length.
BINARY = ("journal_export", "journal_binary")
EACH = pytest.mark.parametrize("writer", wrapped.ALL, ids=lambda one: one.name)


def written(writer: Writer, steps: list[tuple[int, int, int, bool]]) -> list[reference.Entry]:
    """The records of a log, as they are in the file."""
    at, found = START, []
    for number, (step, late, level, more) in enumerate(steps):
        at += timedelta(milliseconds=step)
        seen = writer.rounded(at - timedelta(milliseconds=late))
        level = min(level, writer.loudest)
        text = writer.write(writers.Entry(seen, level, number, more and number > 0))
        found.append(reference.Entry(seen.timestamp(), [text.encode("latin-1")], level))
    return found


def saved(folder: Path, name: str, entries: list[reference.Entry]) -> Path:
    path = folder / name
    path.write_bytes(b"".join(entry.text for entry in entries))
    return path


def cut(paths: list[Path], query: Query) -> list[bytes]:
    logs = [places.opened(str(path)) for path in paths]
    found = slicing.cut(logs, query, lambda _: Clock(None, NOW), slicing.Left())
    return [record.text for _, record in found]


@EACH
@settings(max_examples=15)
@given(
    steps=STEPS,
    after=st.integers(0, 40),
    wide=st.integers(1, 40),
    level=st.sampled_from([0, 30, 40]),
    ends=st.integers(0, 9),
)
def test_a_window(
    tmp_path_factory: pytest.TempPathFactory,
    writer: Writer,
    steps: list[tuple[int, int, int, bool]],
    after: int,
    wide: int,
    level: int,
    ends: int,
) -> None:
    entries = written(writer, steps)
    path = saved(tmp_path_factory.mktemp("log"), "app.log", entries)
    since = START.timestamp() + after
    wanted = reference.window(entries, since, since + wide, level)
    assert cut([path], Query(since, since + wide, level)) == [one.text for one in wanted]
    texts = slicing.texts(
        [places.opened(str(path))], Query(since, since + wide), lambda _: Clock(None, NOW), slicing.Left()
    )
    assert b"".join(texts) == b"".join(e.text for e in reference.window(entries, since, since + wide))
    if ends:
        assert cut([path], Query(None, since, level, tail=ends)) == [
            one.text for one in reference.window(entries, None, since, level)[-ends:]
        ]
        assert cut([path], Query(since, None, level, head=ends)) == [
            one.text for one in reference.window(entries, since, None, level)[:ends]
        ]


@EACH
@settings(max_examples=8)
@given(steps=STEPS, others=STEPS, size=st.integers(1, 300), ends=st.sampled_from([b"\n", b"\r\n"]))
def test_two_logs_and_any_blocks(
    tmp_path_factory: pytest.TempPathFactory,
    writer: Writer,
    steps: list[tuple[int, int, int, bool]],
    others: list[tuple[int, int, int, bool]],
    size: int,
    ends: bytes,
) -> None:
    folder, entries = tmp_path_factory.mktemp("log"), written(writer, steps)
    if writer.name not in BINARY:
        entries = [reference.Entry(e.time, [e.text.replace(b"\n", ends)], e.level) for e in entries]
    more = written(wrapped.ALL[0], others)
    both = [saved(folder, "a.log", entries), saved(folder, "b.log", more)]
    since = START.timestamp() + 5
    wanted = reference.merged([entries, more], since, since + 20)
    assert cut(both, Query(since, since + 20)) == [one.text for one in wanted]
    data = both[0].read_bytes()
    reading = recognise(data, Clock(None, NOW))
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    assert [one.text for one in records.of_blocks(reading, blocks)] == [one.text for one in entries]


@pytest.mark.parametrize("writer", [one for one in wrapped.ALL if one.bare], ids=lambda one: one.name)
@settings(max_examples=8)
@given(steps=STEPS, count=st.integers(1, 3), level=st.sampled_from([0, 40]), last=st.booleans())
def test_lines_without_a_time_and_no_end(
    tmp_path_factory: pytest.TempPathFactory,
    writer: Writer,
    steps: list[tuple[int, int, int, bool]],
    count: int,
    level: int,
    last: bool,
) -> None:
    """What stands before the first time has none; a last line need not be ended."""
    first = [reference.Entry(None, [b"starting\n"]) for _ in range(count)]
    entries = [*first, *written(writer, steps)]
    if last:
        entries[-1].lines = [entries[-1].text.rstrip(b"\n")]
    path = saved(tmp_path_factory.mktemp("log"), "app.log", entries)
    until = START.timestamp() + 15
    for since, end in ((None, until), (until, None), (None, None)):
        wanted = reference.window(entries, since, end, level)
        assert cut([path], Query(since, end, level)) == [one.text for one in wanted]


@pytest.mark.parametrize("writer", writers.TIMELESS, ids=lambda one: one.name)
@settings(max_examples=10)
@given(steps=STEPS, level=st.sampled_from([0, 30, 40]), ends=st.integers(1, 5))
def test_logs_without_any_time(
    tmp_path_factory: pytest.TempPathFactory,
    writer: Writer,
    steps: list[tuple[int, int, int, bool]],
    level: int,
    ends: int,
) -> None:
    """Records are whole and have levels; they are in no window that has a beginning."""
    entries = [reference.Entry(None, one.lines, one.level) for one in written(writer, steps)]
    path = saved(tmp_path_factory.mktemp("log"), "app.log", entries)
    wanted = [one.text for one in entries if one.level >= level]
    assert cut([path], Query(level=level)) == wanted
    assert cut([path], Query(level=level, tail=ends)) == wanted[-ends:]
    assert cut([path], Query(level=level, head=ends)) == wanted[:ends]
    assert cut([path], Query(START.timestamp(), None, level)) == []
