"""What somebody gives to be looked at (a file, a folder, an archive, standard input), as named sources.

An archive is read where it lies: nothing is unpacked to disk. Its members are named FILE!MEMBER. Where there
is more than may be read, the most telling comes first (`chosen`); what is left out is told in few rows
(`told`); what is text is decoded, and long texts come in blocks (`texts`).
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from farhand.archives import Damaged, Found, Limits, Meter, Refused, find, walk
from farhand.archives.limits import size
from farhand.bundle.foreign import Parts
from farhand.inputs import chosen, texts
from farhand.inputs.told import Told, condensed
from farhand.reading import Source

__all__ = ["Told", "condensed", "sources"]

#: Files that are listed of one folder; bytes of an archive on standard input, which are held in memory.
_LISTED, _HELD = 200_000, 256 << 20
LIMITS = Limits(members=_LISTED, bytes=4 << 30, member=1 << 30, seconds=300.0)


def sources(name: str, told: Told) -> Iterator[Source]:
    """Everything in a file, a folder, an archive, or ("-") standard input. Never raises for what is in it."""
    called = "stdin" if name == "-" else name
    try:
        if name != "-" and Path(name).is_dir():
            yield from _folder(Path(name), name, told)
        elif name == "-":
            yield from _file(sys.stdin.buffer, called, told, _unread(told, True))
        else:
            with Path(name).open("rb") as file:
                yield from _file(file, called, told, _unread(told, True))
    except OSError as error:
        told.add(called, error.strerror or str(error), unreadable=True)


def _unread(told: Told, asked: bool) -> texts.Tell:
    """Tells why a text was not read; what was asked for by name and is damaged makes the input unreadable."""
    return lambda name, why: told.add(name, why, unreadable=asked and "binary" not in why)


def _file(
    file: BinaryIO, name: str, told: Told, tell: texts.Tell, cut: Parts | None = None
) -> Iterator[Source]:
    """One file: its text, or the members of an archive."""
    try:
        found = find(file, Meter(LIMITS))
    except (Damaged, OSError) as error:
        tell(name, str(getattr(error, "strerror", None) or error))
        return
    if not found.kind:
        yield from texts.sources(name, texts.pieces(found.data, name, tell), tell, cut)
    else:
        yield from _archive(_again(file, found), name, told)


def _again(file: BinaryIO, found: Found) -> Callable[[], BinaryIO]:
    """Opens the archive from its start, twice: once for the names, once for what is read."""
    if file.seekable():
        return lambda: (file.seek(0), file)[1]
    try:
        held = found.data.read(_HELD + 1)
    except Damaged:
        held = b""
    if len(held) > _HELD:
        raise OSError(None, f"an archive on standard input is read up to {size(_HELD)}; give it as a file")
    return lambda: io.BytesIO(held)


def _archive(again: Callable[[], BinaryIO], name: str, told: Told) -> Iterator[Source]:
    told.holders.append(name)
    listing: list[tuple[str, int]] = []
    refused: list[Refused] = []
    for row in walk(again(), LIMITS):
        if isinstance(row, Refused):
            refused.append(row)
        else:
            listing.append((row.name, row.size))
    told.refused(name, refused)
    choice = chosen.choose(listing, name, told)
    odd = _Odd(name, told)
    for row in walk(again(), LIMITS):
        if not isinstance(row, Refused) and row.name in choice.names:
            called = f"{name}!{row.name}"
            parts = texts.pieces(row.open(), called, odd.tell)
            yield from _known(texts.sources(called, parts, odd.tell, choice.parts(row.name)), odd)
    odd.sum_up()


class _Odd:
    """Binary members of one folder or archive, told together; damage is told at once."""

    def __init__(self, holder: str, told: Told) -> None:
        self._holder, self._told = holder, told
        self._names: list[str] = []

    def tell(self, name: str, why: str) -> None:
        if "binary" in why:
            self._names.append(name)
        else:
            self._told.add(name, why)

    def is_one(self, name: str) -> bool:
        return name in self._names[-1:]

    def sum_up(self) -> None:
        short = [n[len(self._holder) + 1 :] for n in self._names]
        self._told.together(self._holder, short, "binary files were left unread")


def _known(found: Iterator[Source], odd: _Odd) -> Iterator[Source]:
    """Without the empty sources that stand for binary members."""
    return (source for source in found if not odd.is_one(source.name))


def _folder(path: Path, name: str, told: Told) -> Iterator[Source]:
    """Each file below a folder, archives too. A link that leads out of the folder is not followed."""
    told.holders.append(name)
    listing, links = _listed(path)
    if links:
        told.together(name, links, "links that lead out of the folder were not followed")
    choice = chosen.choose(listing, name, told)
    odd = _Odd(name, told)
    for inner, _ in listing:
        if inner not in choice.names:
            continue
        called = str(path / inner)
        try:
            with (path / inner).open("rb") as file:
                yield from _known(_file(file, called, told, odd.tell, choice.parts(inner)), odd)
        except OSError as error:
            told.add(called, error.strerror or str(error), unreadable=True)
    odd.sum_up()


def _listed(path: Path) -> tuple[list[tuple[str, int]], list[str]]:
    """Names below a folder with their sizes, and the links that lead out of it."""
    found: list[tuple[str, int]] = []
    links: list[str] = []
    top = os.path.realpath(path)
    for folder, folders, files in os.walk(path):
        folders.sort()
        for file in sorted(files):
            inner = os.path.relpath(os.path.join(folder, file), path)
            if not os.path.realpath(os.path.join(folder, file)).startswith(top + os.sep):
                links.append(inner)
            elif (path / inner).is_file():
                found.append((inner, (path / inner).stat().st_size))
        if len(found) > _LISTED:
            break
    return found, links
