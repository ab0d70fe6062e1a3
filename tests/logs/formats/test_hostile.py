"""Whatever the bytes are: no exception, no line lost, and no time that grows faster than the text."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.logs import formats, stamps
from farhand.logs.clock import Clock
from farhand.logs.formats import Reading, _wrapped, klog
from farhand.logs.model import Record
from farhand.logs.recognise import recognise
from farhand.logs.slicing import records
from tests.logs.formats import test_properties, wrapped, writers
from tests.logs.formats.test_examples import NOW

CLOCK = Clock(None, NOW)
EXAMPLES = [text for name in formats.names() for text, _ in formats.form(name).EXAMPLES]  # type: ignore[attr-defined]
#: Every format with each of its stamps.
READINGS = [
    pytest.param(name, stamp, id=f"{name}-{stamp}")
    for name in formats.names()
    for stamp in formats.form(name).STAMPS
]


def read(data: bytes) -> list[Record]:
    reading = recognise(data[: 1 << 16], CLOCK)
    found = list(records.of_blocks(reading, [data[at : at + 700] for at in range(0, len(data), 700)]))
    for record in found:
        if reading is not None:
            form = reading.format
            form.level(record.text), form.message(record.text), form.field(record.text, b"message")
    assert b"".join(record.text for record in found) == data
    assert [record.offset for record in found] == _offsets(found)
    return found


def _offsets(found: list[Record]) -> list[int]:
    at, offsets = 0, []
    for record in found:
        offsets.append(at)
        at += len(record.text)
    return offsets


@given(st.binary(max_size=400))
def test_rubbish(data: bytes) -> None:
    read(data)


@given(
    st.sampled_from(EXAMPLES),
    st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=6)), max_size=6),
    st.data(),
)
def test_a_log_with_rubbish_in_it(text: bytes, changes: list[tuple[int, bytes]], data: st.DataObject) -> None:
    for at, new in changes:
        at %= len(text) + 1
        text = text[:at] + new + text[at + data.draw(st.integers(0, 5)) :]
    read(text * 3)


@pytest.mark.parametrize(
    "text", [b"", b"\n", b"\n\n", b"\x00" * 5000, b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n", b"x"]
)
def test_next_to_nothing(text: bytes) -> None:
    read(text)


def test_what_stands_before_the_first_time() -> None:
    found = read(b"starting\nup\n2026-11-20 14:02:03,123 INFO a\n b\n2026-11-20 14:02:04,123 INFO c")
    assert [(one.time is None, one.text.count(b"\n")) for one in found] == [
        (True, 1),
        (True, 1),
        (False, 2),
        (False, 0),
    ]


def test_zeros_of_a_file_that_was_emptied() -> None:
    found = read(b"\x00" * 3000 + b"2026-11-20 14:02:03,123 INFO a\n2026-11-20 14:02:04,123 INFO b\n")
    assert [one.text[-2:] for one in found] == [b"a\n", b"b\n"]


def test_a_line_of_many_megabytes() -> None:
    line = b"2026-11-20 14:02:03,123 INFO " + b"x" * (40 << 20) + b"\n"
    reading = recognise(line[:1000] + b"\n", CLOCK)
    data = b"2026-11-20 14:02:02,123 INFO a\n" + line + b"2026-11-20 14:02:04,123 INFO b\n"
    found = list(
        records.of_blocks(reading, (data[at : at + (1 << 20)] for at in range(0, len(data), 1 << 20)))
    )
    assert b"".join(one.text for one in found) == data
    assert found[-1].text == b"2026-11-20 14:02:04,123 INFO b\n"
    assert {round(one.time or 0) for one in found[1:-1]} == {1795183323}


def _whole(name: str) -> formats.Format:
    """The format; a wrapper around any text."""
    form = formats.form(name)
    return _wrapped.Wrapped(form, None, False) if hasattr(form, "unwrapped") else form  # type: ignore[arg-type]


def _pieces(name: str) -> list[bytes]:
    """What the format's own lines are made of, and what often makes expressions slow."""
    texts = [text for text, _ in formats.form(name).EXAMPLES]  # type: ignore[attr-defined]
    lines = [line for text in texts for line in text.split(b"\n") if line]
    cuts = [line[:at] for line in lines for at in range(1, min(len(line), 60), 3)]
    return [
        *cuts,
        b" ",
        b"a ",
        b'"',
        b'\\"',
        b"\\",
        b"{",
        b'{"',
        b'":"',
        b"a=",
        b'a="b" ',
        b"[",
        b"0",
        b"0:",
        b"a.",
        b"\t",
        b"[a ",
    ]


def _grows(work: Callable[[bytes], object], head: bytes, again: bytes) -> None:
    """Ten times the text costs about ten times as much; were it a square, a hundred times."""
    short, long = (head + again * (size // len(again)) for size in (20_000, 200_000))
    took = _seconds(work, long)
    if took > 0.05:
        assert took < 40 * max(_seconds(work, short), 0.002), (head, again)


def _seconds(work: Callable[[bytes], object], text: bytes) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


@pytest.mark.parametrize(("name", "stamp"), READINGS)
def test_the_cost_grows_as_the_text(name: str, stamp: str) -> None:
    """Ten times as long a hostile line costs about ten times as much, not a hundred times."""
    form = _whole(name)
    reading = Reading(form, stamps.stamp(stamp), CLOCK)
    rng = random.Random(name)
    pieces = _pieces(name)
    for _ in range(40):
        head, again = rng.choice(pieces), rng.choice(pieces)
        _grows(reading.begin.search, head, again)


@pytest.mark.parametrize("name", formats.names())
def test_level_message_and_field_cost_as_the_text(name: str) -> None:
    form = _whole(name)
    rng = random.Random(name)
    pieces = _pieces(name)

    def all_of(text: bytes) -> None:
        form.level(text), form.message(text), form.field(text, b"zz")

    for _ in range(40):
        head, again = rng.choice(pieces), rng.choice(pieces)
        _grows(all_of, head, again)


@given(st.lists(st.sampled_from(wrapped.ALL), min_size=2, max_size=4), st.integers(1, 400))
def test_formats_one_after_another(some: list[writers.Writer], size: int) -> None:
    """Blocks of any size give what one block gives."""
    steps = [(1000, 0, 30, number % 2 == 0) for number in range(5)]
    data = b"".join(entry.text for one in some for entry in test_properties.written(one, steps))
    reading = recognise(data, CLOCK)
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    assert list(records.of_blocks(reading, blocks)) == list(records.of_blocks(reading, [data]))


def test_a_format_that_only_a_sample_shows() -> None:
    """JSON lines appear in the middle of a log of plain ones: they begin records too."""
    head = b"2026-11-20 14:02:03,123 INFO a\n" * 900
    sample = b'{"time": "2026-11-20T14:02:04Z", "level": "error", "msg": "b"}\n'
    reading = recognise(head, CLOCK, sample)
    found = list(records.of_blocks(reading, [head + sample + head]))
    assert len(found) == 1801
    assert reading is not None
    assert reading.format.level(found[900].text) == 40


def test_a_format_is_one_more_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that is dropped in is asked, though the table does not know it."""
    source = Path(klog.__file__).read_text("utf-8")
    (tmp_path / "glitch.py").write_text(source.replace("[IWEF]", "[Q]").replace('"klog", 30', '"glitch", 5'))
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    reading = recognise(b"Q1120 14:02:03.123456       1 main.go:3] ok\n", CLOCK)
    assert reading is not None
    assert reading.format.NAME == "glitch"
