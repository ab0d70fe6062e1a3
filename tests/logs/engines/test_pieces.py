"""A log read in pieces, by whomever, has the summary of one pass by the slow way."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from farhand.logs import engines, places
from farhand.logs.clock import Clock
from farhand.logs.engines import Settings, Watch, work
from farhand.logs.formats import _text
from farhand.logs.mining import Batch, Summary
from farhand.logs.mining.saved import to_bytes
from farhand.logs.slicing import opening, records
from tests import made_logs
from tests.logs.formats import writers

START = datetime(2026, 11, 20, 13, 59, 50, tzinfo=timezone.utc)


def read(names: list[Path], settings: Settings, size: int, **options: object) -> engines.Told:
    pieces = work.pieces([str(name) for name in names], settings, size)
    return engines.summary_of(pieces, settings, "local", Watch(), **options)


def slowly(path: Path, settings: Settings) -> Summary:
    """Record by record, each on its own."""
    log, found, times = places.opened(str(path)), Summary(), []
    clock = Clock(None, log.changed)
    reading, blocks = opening.reading_of(log, clock)
    assert reading is not None
    for one in records.of_blocks(reading, blocks):
        if not settings.within(one.time):
            continue
        message = reading.format.message(one.text)
        _, end, more = _text.inside(reading.format, one.text).partition(b"\n")
        text = message + end + more.rstrip(b"\n") if more else message
        level = reading.format.level(one.text)
        if one.time is None and not reading.timeless:
            text, level = one.text.rstrip(b"\n"), 0
        times.append(one.time or 0.0)
        if not settings.errors or level >= 40:
            found.add(Batch(str(path), [text], [one.time], [level], [one.offset]))
    if settings.errors:  # from when to when the log goes, is known too
        found.first, found.last = min(found.first, times[0]), max(found.last, times[-1])
    return found.finished()


def entries(count: int) -> list[writers.Entry]:
    chance, at, found = random.Random(3), START, []
    for number in range(count):
        at += timedelta(milliseconds=chance.randrange(900))
        found.append(writers.Entry(at, chance.choice([20, 20, 30, 40]), number, chance.random() < 0.2))
    return found


@pytest.mark.parametrize("writer", writers.ALL, ids=lambda one: one.name)
@pytest.mark.parametrize(
    "settings", [Settings(), Settings(since=START.timestamp() + 30)], ids=["all", "since"]
)
def test_every_format_in_small_pieces(tmp_path: Path, writer: writers.Writer, settings: Settings) -> None:
    path = tmp_path / "a.log"
    path.write_text("".join(map(writer.write, entries(300))), "utf-8")
    told = read([path], settings, 3000)
    assert told.summary.records
    assert to_bytes(told.summary) == to_bytes(slowly(path, settings))


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Longer than a segment."""
    path = tmp_path_factory.mktemp("long") / "app.log"
    made_logs.write(path, 4_500_000)
    return path


def test_a_long_log_by_one_pass_by_pieces_and_by_processes(long_log: Path) -> None:
    whole = to_bytes(slowly(long_log, Settings()))
    for size, workers in ((1 << 40, 1), (1_000_003, 1), (1_500_000, 2)):
        assert to_bytes(read([long_log], Settings(), size, workers=workers).summary) == whole


def test_errors_alone(long_log: Path) -> None:
    settings = Settings(errors=True)
    whole = to_bytes(slowly(long_log, settings))
    for size in (1 << 40, 1_000_003):
        assert to_bytes(read([long_log], settings, size).summary) == whole


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_log(tmp_path: Path, long_log: Path, packed: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "app.log.packed"
    path.write_bytes(packed(long_log.read_bytes()))
    for settings in (Settings(), Settings(errors=True)):
        plain = to_bytes(read([long_log], settings, 1 << 40).summary)
        assert to_bytes(read([path], settings, 1000).summary) == plain.replace(
            str(long_log).encode(), str(path).encode()
        )


def test_what_is_cut_off_gives_what_can_be_read(tmp_path: Path, long_log: Path) -> None:
    path = tmp_path / "cut.log.gz"
    path.write_bytes(gzip.compress(long_log.read_bytes())[:-1000])
    told = read([path], Settings(), 1000)
    assert told.summary.records > 20_000
    assert [name for name, _ in told.unread] == [str(path)]


def test_folders_are_read_without_what_is_binary(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.log").write_text("2026-11-20 14:02:03 ERROR no\n")
    (tmp_path / "c.bin").write_bytes(b"\x7fELF" + bytes(500))
    (tmp_path / "link").symlink_to(tmp_path / "a")
    names, left = work.expanded([str(tmp_path)])
    assert names == [str(tmp_path / "a" / "b.log")]
    assert left == [(str(tmp_path / "c.bin"), "it is a binary file, not text")]


def test_a_log_that_grows_meanwhile_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_text("2026-11-20 14:02:03 ERROR no\n" * 100)
    pieces = work.pieces([str(path)], Settings(), 500)
    with path.open("a") as file:
        file.write("2026-11-20 14:02:03 ERROR no\n" * 100)
    assert engines.summary_of(pieces, Settings(), "local", Watch()).summary.records == 100


def test_a_process_that_is_lost_costs_a_retry(long_log: Path) -> None:
    from farhand.logs.engines import _processes

    class Killed(_processes._Worker):
        times = 0

        def _asked(self, piece: work.Piece) -> bytes | None:
            if Killed.times < 2:
                Killed.times += 1
                self._process = self._process or _processes._started()
                self._process.kill()
            return super()._asked(piece)

    pieces = work.pieces([str(long_log)], Settings(), 1_500_000)
    whole = to_bytes(slowly(long_log, Settings()))
    usual, _processes._Worker = _processes._Worker, Killed  # type: ignore[misc]
    try:
        told = engines.summary_of(pieces, Settings(), "local", Watch(), workers=2)
    finally:
        _processes._Worker = usual  # type: ignore[misc]
    assert Killed.times == 2
    assert not told.unread
    assert to_bytes(told.summary) == whole
