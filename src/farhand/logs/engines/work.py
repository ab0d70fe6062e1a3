"""The work list: which logs, and of large ones which bytes; each piece begins where a record does."""

from __future__ import annotations

import os
from typing import NamedTuple

from farhand.errors import Mistake
from farhand.logs import places
from farhand.logs.slicing import opening, window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from farhand.logs.engines.settings import Settings
    from farhand.logs.places import Anywhere, Place

#: Bytes of a piece of a large file, and of one of which only the errors are read.
PIECE, ERRORS = 48 << 20, 384 << 20
#: Bytes of a file by which it is told that it is no text.
_LOOKED = 1 << 12


class Piece(NamedTuple):
    """Bytes `begin` to `end` of a log (a negative end: all of it, which is `size` or unknown)."""

    name: str
    begin: int = 0
    end: int = -1
    size: int = -1
    changed: float = 0.0
    #: Whether another process can read it too.
    shared: bool = True

    @property
    def bytes(self) -> int:
        return self.end - self.begin if self.end >= 0 else max(0, self.size)


def expanded(names: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Folders and prefixes of object stores as the files in them, and (name, why) of what is left out there.

    Raises Mistake where there is nothing.
    """
    found: list[str] = []
    left: list[tuple[str, str]] = []
    for name in names:
        if "://" in name:
            from farhand.logs.places import remote

            found += remote.under(name)
        elif os.path.isdir(name):
            for path in _under(name):
                why = _binary(path)
                if why:
                    left.append((path, why))
                else:
                    found.append(path)
        else:
            found.append(name)
    if not found:
        raise Mistake(f"{', '.join(names)}: there is no log in it")
    return list(dict.fromkeys(found)), left


def _under(folder: str) -> Iterator[str]:
    """Plain files, in the order of their names; links are not followed."""
    for base, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(base, name)
            if os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path):
                yield path


def _binary(path: str) -> str:
    from farhand.logs.places import compressed, encodings

    try:
        with open(path, "rb") as file:
            head = file.read(_LOOKED)
    except OSError as error:
        return error.strerror or str(error)
    if compressed.known(head) or encodings.codec_of(head) or head.count(b"\x00") * 10 < len(head):
        return ""
    return "it is a binary file, not text"


def pieces(names: Sequence[str], settings: Settings, size: int = 0) -> list[Piece]:
    """All pieces, of about `size` bytes (0: as is best). Raises Mistake for a log that cannot be opened."""
    size = size or (ERRORS if settings.errors else PIECE)
    return [piece for name in names for piece in _of(name, places.opened(name), settings, size)]


def _of(name: str, place: Place, settings: Settings, size: int) -> Iterator[Piece]:
    total = getattr(place, "size", -1)
    if not hasattr(place, "read"):
        if hasattr(place, "compressed"):  # a pipe that is closed would be lost
            close(place)
        shared = name != "-" and hasattr(place, "compressed")
        yield Piece(name, 0, -1, getattr(place, "compressed", -1), place.changed, shared)
        return
    if not _splits(place) or not (total > size or settings.since or settings.until):
        yield Piece(name, 0, -1, total, place.changed)
    else:
        yield from _cut(name, place, settings, size)  # type: ignore[arg-type]
    close(place)


def _splits(place: Place) -> bool:
    """What is translated as it is read would be translated anew for each piece."""
    return type(place).__name__ in ("File", "Remote")


def _cut(name: str, place: Anywhere, settings: Settings, size: int) -> Iterator[Piece]:
    from farhand.logs.clock import of_log

    reading = opening.of_file(place, of_log(place, settings.zone))
    if reading is None or reading.timeless:
        yield Piece(name, 0, -1, place.size, place.changed)
        return
    spans = [(0, place.size)]
    if settings.since is not None or settings.until is not None:
        spans = window.ranges(reading, place, settings.since, settings.until, settings.slack)
    for low, high in spans:
        at = low
        while at < high:
            found = window.begin_after(reading, place, at + size, high) if at + size < high else None
            end = found[0] if found else high
            yield Piece(name, at, end, place.size, place.changed)
            at = end


def close(place: Place) -> None:
    """Give back its descriptor, where it has one of its own."""
    end = getattr(place, "close", None)
    if end:
        end()
