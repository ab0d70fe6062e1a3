"""A big .gz file whose second window costs little: places where decompressing can begin are kept beside it.

They are found while the file is read once (by the package indexed_gzip), and kept in the user's cache folder,
readable by nobody else, for as long as the file is the same. Each holds 32 KiB of the log's text.
"""

from __future__ import annotations

import os

from farhand.logs.places.memory import Memory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from farhand.logs.formats import Reading
    from farhand.logs.places.compressed import Compressed

#: A file of fewer bytes is read again; bytes of text between two places; bytes of text taken together.
LEAST, SPACING, MOST = 32 << 20, 4 << 20, 64 << 20
#: Bytes at a place in which a record must begin.
_NEAR = 1 << 16
#: Bytes that all indexes together may take.
KEPT = 256 << 20


def part(
    log: Compressed, reading: Reading, since: float | None, until: float | None, slack: float
) -> Memory | None:
    """The text that holds the window, where the file is big and an index can be had; else None."""
    if (since is None and until is None) or log.compressed < LEAST:
        return None
    try:
        import indexed_gzip  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        return None
    try:
        file = _indexed(indexed_gzip, log)
        return _between(file, log, reading, since, until, slack) if file is not None else None
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
    log.says = (
        f"the next window of this file costs little: {kept} keeps an index, with parts of its text"
    )
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


def _between(
    file: Any, log: Compressed, reading: Reading, since: float | None, until: float | None, slack: float
) -> Memory | None:
    places = [place for place, _ in file.seek_points()]
    low = 0 if since is None else max(0, _first(file, reading, places, since - slack) - 1)
    high = len(places) if until is None else _first(file, reading, places, until + slack)
    start = places[low]
    end = places[high] + _NEAR if high < len(places) else None
    file.seek(start)
    data = file.read(MOST + 1 if end is None else min(end - start, MOST + 1))
    if len(data) > MOST:
        return None
    cut = 0 if start == 0 else data.find(b"\n") + 1
    return Memory(log.name, data[cut:], log.changed, base=start + cut)


def _first(file: Any, reading: Reading, places: list[int], wanted: float) -> int:
    """The number of the first place at which a record of `wanted` or later follows."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        time = _time(file, reading, places[middle])
        if time is None or time >= wanted:
            high = middle
        else:
            low = middle + 1
    return low


def _time(file: Any, reading: Reading, place: int) -> float | None:
    file.seek(place)
    data = file.read(_NEAR)
    found = reading.begin.search(data, data.find(b"\n") + 1 if place else 0)
    return reading.time(found) if found else None
