"""Logs in UTF-16, and with a byte order mark: the same records as in UTF-8."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.logs import places, slicing
from farhand.logs.clock import Clock
from farhand.logs.model import Query
from farhand.logs.places import encodings

TEXT = "".join(
    f"2026-11-20 14:{minute:02d}:{second:02d},000 ERROR app: Größe {'✓😀' * (second % 3)} {minute}\n  mehr\n"
    for minute in range(60)
    for second in range(60)
)


def found(path: Path) -> list[bytes]:
    query = Query(1795184520.0, 1795184525.0)  # 14:22:00 to 14:22:05
    return [
        r.text for _, r in slicing.cut([places.opened(str(path))], query, lambda _: Clock(), slicing.Left())
    ]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("part", [1 << 20, 1 << 12, 1 << 7])
def test_the_same_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codec: str, part: int) -> None:
    monkeypatch.setattr(encodings, "_PART", part)
    path = tmp_path / "app.log"
    path.write_bytes(TEXT.encode(codec))
    wanted = [f"{line}\n  mehr\n".encode() for line in TEXT.split("\n  mehr\n") if " 14:22:0" in line[:19]]
    assert found(path) == wanted[:5]


def test_a_mark_at_the_beginning_and_a_half_character_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_bytes(b"\xfe\xff" + TEXT[:4000].encode("utf-16-be") + b"\x00")
    place = places.opened(str(path))
    assert b"".join(place.blocks()) == TEXT[:4000].encode()


@given(st.text(max_size=300), st.integers(1, 40), st.sampled_from(["le", "be"]))
def test_any_part_of_any_text(text: str, step: int, order: str) -> None:
    data = ("a" * 20 + text).encode(f"utf-16-{order}", "surrogatepass")
    held = Held(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encodings, "_PART", step * 2)
        place = encodings.Utf16(held, f"utf-16-{order}")
        whole = data.decode(f"utf-16-{order}", "replace").encode()
        assert place.read(0, place.size) == whole
        assert b"".join(place.read(at, 3) for at in range(0, place.size, 3)) == whole


class Held:
    """Bytes in memory, as a place."""

    name, changed, stopped = "held", 0.0, ""

    def __init__(self, data: bytes) -> None:
        self.size = len(data)
        self._data = data

    def read(self, offset: int, count: int) -> bytes:
        return self._data[offset : offset + max(0, count)]

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        yield self._data[start:end]


def test_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_bytes(TEXT.encode("utf-16"))
    with subprocess.Popen(["cat", path], stdout=subprocess.PIPE) as cat:
        assert cat.stdout
        log = places.opened(f"/dev/fd/{cat.stdout.fileno()}")
        assert b"".join(log.blocks()) == TEXT.encode()


@pytest.mark.parametrize("codec", ["utf-16", "utf-8"])
def test_a_compressed_log(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "app.log.1.gz"
    path.write_bytes(gzip.compress(TEXT.encode(codec)))
    assert len(found(path)) == 5
