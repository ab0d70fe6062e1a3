"""A big .gz file whose second window costs little: places where decompressing can begin are kept beside it.

They are found while the file is read once (by the package indexed_gzip), and kept in the user's cache folder,
readable by nobody else, for as long as the file is the same. Each holds 32 KiB of the log's text.
"""

from __future__ import annotations

import os

from farhand.logs.places import parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from farhand.logs.formats import Reading
    from farhand.logs.places.compressed import Compressed
    from farhand.logs.places.memory import Memory

#: A file of fewer bytes is read again; bytes of text between two places.
LEAST, SPACING = 32 << 20, 4 << 20
#: Bytes that all indexes together may take.
KEPT = 256 << 20


def part(
    log: Compressed, reading: Reading, since: float | None, until: float | None, slack: float
) -> Memory | None:
    """The text that holds the window, where the file is big and an index can be had; else None."""
    if log.compressed < LEAST:
        return None
    try:
        import indexed_gzip  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        return None
    try:
        file = _indexed(indexed_gzip, log)
        if file is None:
            return None
        return parts.part(_Places(file), log, reading, since, until, slack)
    except (OSError, indexed_gzip.ZranError):  # damaged, or not to be written: it is read as a stream
        return None


def _indexed(package: Any, log: Compressed) -> Any:
    """The file with its index, which is made where there is none; None where none can be kept."""
    kept = _path(log)
    if kept and os.path.exists(kept):
        os.utime(kept)
        # With larger buffers each look at a place would decompress as much.
        return package.IndexedGzipFile(log.name, index_file=kept, readbuf_size=1 << 16, buffer_size=1 << 16)
    if not kept:
        return None
    file = package.IndexedGzipFile(log.name, spacing=SPACING)
    file.build_full_index()
    with open(os.open(f"{kept}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        file.export_index(fileobj=out)
    os.replace(f"{kept}.new", kept)
    _tidy(os.path.dirname(kept))
    log.says = f"the next window of this file costs little: {kept} keeps an index, with parts of its text"
    return _indexed(package, log)


def _path(log: Compressed) -> str:
    """Where the index of just this file is kept; empty where nothing can be."""
    import hashlib

    state = os.fstat(log.number)
    same = f"{os.path.realpath(log.name)}\0{state.st_ino}\0{state.st_size}\0{state.st_mtime_ns}"
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = os.path.join(base, "farhand", "logs")
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
    except OSError:
        return ""
    ours = os.stat(folder).st_uid == os.geteuid() and os.access(folder, os.W_OK)
    name = hashlib.sha256(same.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return os.path.join(folder, name) if ours else ""


def _tidy(folder: str) -> None:
    """Remove what was used longest ago, until all together take no more than KEPT."""
    seen = ((one.stat(), one.path) for one in os.scandir(folder))
    size = 0
    for _, own, path in sorted(((s.st_mtime, s.st_size, path) for s, path in seen), reverse=True):
        size += own
        if size > KEPT:
            os.unlink(path)


class _Places:
    """The places that the index knows."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._at: list[int] = [place for place, _ in file.seek_points()]
        self.count = len(self._at)

    def head(self, number: int) -> bytes:
        return self._read(self._at[number], parts.NEAR)

    def base(self, number: int) -> int:
        return self._at[number]

    def between(self, low: int, high: int) -> bytes | None:
        start = self._at[low]
        end = self._at[high] + parts.NEAR if high < self.count else start + parts.MOST + 1
        data = self._read(start, min(end - start, parts.MOST + 1))
        return data if len(data) <= parts.MOST else None

    def _read(self, place: int, count: int) -> bytes:
        self._file.seek(place)
        data: bytes = self._file.read(count)
        return data
