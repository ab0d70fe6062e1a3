"""Compressed and rotated logs: the same records as of the plain file, and all that can be read of a
damaged one.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.logs import places, slicing
from farhand.logs.clock import Clock
from farhand.logs.model import Query, Record
from farhand.logs.places import bzip2_blocks, compressed, gzip_index, zstd_frames
from tests.conftest import need_tool
from tests.logs.test_slice import START, python_log, sliced


def _zstd(data: bytes) -> bytes:
    """Two frames, as `zstd -c >>` makes them."""
    half = len(data) // 2
    packer = zstandard.ZstdCompressor(write_checksum=True)
    return packer.compress(data[:half]) + packer.compress(data[half:])


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data[: len(data) // 3]) + gzip.compress(data[len(data) // 3 :]),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": _zstd,
}


@pytest.fixture(scope="module")
def log() -> bytes:
    """Some megabytes, a little out of order, with tracebacks."""
    chance = random.Random(4)
    return python_log([(chance.randrange(-80, 130), chance.random() < 0.1) for _ in range(9_000)])


def cut(path: Path, **query: Any) -> bytes:
    return b"".join(
        slicing.texts([places.opened(str(path))], Query(**query), lambda _: Clock(), slicing.Left())
    )


@pytest.mark.parametrize("ending", sorted(PACKED))
def test_a_compressed_log_gives_what_the_plain_one_gives(ending: str, log: bytes, tmp_path: Path) -> None:
    plain, packed = tmp_path / "app.log", tmp_path / f"app.log.{ending}"
    plain.write_bytes(log)
    packed.write_bytes(PACKED[ending](log))
    start = START.timestamp()
    queries: list[dict[str, Any]] = [
        {"since": start + 100, "until": start + 160},
        {"since": start + 100, "until": start + 160, "level": 40},
        {"words": [b"message 7321\n"]},
        {"level": 40, "tail": 7},
        {"head": 3},
        {"since": start + 100, "context": 2, "words": [b"message 759"]},
    ]
    for query in queries:
        assert cut(packed, **query) == cut(plain, **query), query
        assert cut(plain, **query) == cut(plain, exhaustive=True, **query), query
        assert cut(plain, **query)


@pytest.mark.parametrize("ending", sorted(PACKED))
@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_truncated_one_gives_what_can_be_read(
    ending: str, share: float, log: bytes, tmp_path: Path
) -> None:
    packed = PACKED[ending](log)
    path = tmp_path / f"app.log.{ending}"
    path.write_bytes(packed[: int(len(packed) * share)])
    ran = subprocess.run(
        [sys.executable, "-m", "farhand", "logs", "slice", str(path), "--grep", "message 11\n"[:-1]],
        capture_output=True,
        timeout=60,
    )
    assert ran.returncode == 2
    assert b"breaks off" in ran.stderr
    assert b"bytes of its text" in ran.stderr
    assert b"message 11\n" in ran.stdout or share < 0.5 or ending == "bz2"  # one block, all or nothing


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz"])
def test_a_flipped_byte_is_told(ending: str, log: bytes, tmp_path: Path) -> None:
    packed = bytearray(PACKED[ending](log))
    packed[len(packed) * 3 // 4] ^= 0x55
    path = tmp_path / f"app.log.{ending}"
    path.write_bytes(packed)
    left = slicing.Left()
    found = b"".join(slicing.texts([places.opened(str(path))], Query(head=0), lambda _: Clock(), left))
    assert left.unread
    assert "damaged" in left.unread[0][1]
    if ending != "bz2":  # whose blocks are larger than this log
        assert len(set(found.splitlines()) & set(log.splitlines())) > 0.4 * log.count(b"\n")


def test_a_rotated_set_is_one_log(log: bytes, tmp_path: Path) -> None:
    plain = tmp_path / "whole.log"
    plain.write_bytes(log)
    lines = log.splitlines(keepends=True)
    cuts = [n for n in range(0, len(lines), len(lines) // 5) if lines[n][:2] == b"20"] or [0]
    names = []
    for number, (low, high) in enumerate(zip(cuts, [*cuts[1:], len(lines)])):
        age = len(cuts) - 1 - number
        part = b"".join(lines[low:high])
        name = tmp_path / ("app.log" if not age else f"app.log.{age}" + (".gz" if age > 1 else ""))
        name.write_bytes(gzip.compress(part) if age > 1 else part)
        names.append(str(name))
    start = START.timestamp()
    for since in (40, 110, 320):
        wanted = cut(plain, since=start + since, until=start + since + 200)
        found = sliced(*sorted(names), "--since", _time(start + since), "--until", _time(start + since + 200))
        assert sorted(found.splitlines()) == sorted(wanted.splitlines())


def _time(seconds: float) -> str:
    from datetime import datetime, timezone

    return datetime.fromtimestamp(seconds, timezone.utc).isoformat()


def test_the_second_window_of_a_big_gz_uses_the_index(
    log: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("indexed_gzip")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gzip_index, "LEAST", 1)
    monkeypatch.setattr(gzip_index, "SPACING", 1 << 17)
    plain, packed = tmp_path / "app.log", tmp_path / "app.log.gz"
    plain.write_bytes(log)
    packed.write_bytes(gzip.compress(log))
    start = START.timestamp()
    told: list[str] = []
    for since in (0, 200, 350, 9000):
        query: dict[str, Any] = {"since": start + since, "until": start + since + 30}
        left = slicing.Left()
        found = slicing.texts([places.opened(str(packed))], Query(**query), lambda _: Clock(), left)
        assert b"".join(found) == cut(plain, **query), since
        told.append("".join(what for _, what in left.said))
    [kept] = (tmp_path / "cache" / "farhand" / "logs").iterdir()
    assert str(kept) in told[0]
    assert not any(told[1:])
    assert kept.stat().st_mode & 0o777 == 0o600
    packed.write_bytes(gzip.compress(log[: len(log) // 2]))
    assert cut(packed, since=start, until=start + 9) == cut(plain, since=start, until=start + 9)
    assert len(list(kept.parent.iterdir())) == 2


def _in_parts(pack: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: b"".join(pack(data[at : at + 90_000]) for at in range(0, len(data), 90_000))


def _xz_blocks(data: bytes) -> bytes:
    command = [need_tool("xz"), "--threads=2", "--block-size=100000", "--stdout"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def _unsized(data: bytes) -> bytes:
    """A frame as it is written by who does not know how much will come."""
    packer = zstandard.ZstdCompressor().compressobj()
    return packer.compress(data) + packer.flush()


PARTS: dict[str, Callable[[bytes], bytes]] = {
    "one stream.bz2": lambda data: bz2.compress(data, 1),
    "streams.bz2": _in_parts(bz2.compress),
    "blocks.xz": _xz_blocks,
    "streams.xz": lambda data: _in_parts(lzma.compress)(data) + b"\0" * 8,
    "frames.zst": _in_parts(zstandard.ZstdCompressor().compress),
    "unsized frames.zst": _in_parts(_unsized),
}


def _nobody(log: compressed.Compressed) -> Iterator[bytes]:
    pytest.fail(f"{log.name} was read from its beginning")
    yield b""


@pytest.mark.parametrize("name", PARTS)
def test_a_window_without_decompressing_what_is_before_it(
    name: str, log: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zstd_frames, "_TOGETHER", 1)
    monkeypatch.setattr(bzip2_blocks, "STEP", 2000)
    plain, packed = tmp_path / "app.log", tmp_path / f"app {name}"
    plain.write_bytes(log)
    packed.write_bytes(PARTS[name](log))
    monkeypatch.setattr(compressed.Compressed, "blocks", _nobody)
    start = START.timestamp()
    for since, until in ((None, 20), (20, 50), (200, 230), (210, 210.1), (300, None), (9000, 9030)):
        query: dict[str, Any] = {
            "since": None if since is None else start + since,
            "until": None if until is None else start + until,
        }
        assert cut(packed, **query) == cut(plain, **query), (since, until)
        query["level"] = 40
        assert cut(packed, **query) == cut(plain, **query), (since, until)
        found, wanted = records(packed, **query), records(plain, **query)
        assert [one.text for one in found] == [one.text for one in wanted]
        assert {one.offset for one in found} in ({one.offset for one in wanted}, {-1}, set())


@pytest.mark.parametrize("name", PARTS)
@settings(max_examples=12)
@given(share=st.floats(0.1, 0.99), flip=st.booleans())
def test_a_damaged_one_gives_no_wrong_window(
    name: str, share: float, flip: bool, log: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(PARTS[name](log[: 1 << 18]))
    at = int(len(data) * share)
    data[at:] = bytes([data[at] ^ 0x55]) + data[at + 1 :] if flip else b""
    packed = tmp_path_factory.mktemp("log") / f"app {name}"
    packed.write_bytes(data)
    start = START.timestamp()
    left = slicing.Left()
    query = Query(start + 60, start + 70)
    found = b"".join(slicing.texts([places.opened(str(packed))], query, lambda _: Clock(), left))
    plain = packed.with_name("app.log")
    plain.write_bytes(log[: 1 << 18])
    wanted = cut(plain, since=start + 60, until=start + 70)
    assert found == wanted or left.unread or "zst" in name  # frames without a checksum may lie


def records(path: Path, **query: Any) -> list[Record]:
    found = slicing.cut([places.opened(str(path))], Query(**query), lambda _: Clock(), slicing.Left())
    return [record for _, record in found]


def test_standard_input_may_be_compressed(log: bytes) -> None:
    assert sliced("-", "--grep", "message 321", "--head", "1", data=gzip.compress(log)).endswith(
        b"message 321\n"
    )
