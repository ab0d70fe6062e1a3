"""Bytes to sources: decoded where they are text; whole where they are short, else in blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import BinaryIO

from farhand.archives import Damaged, kinds
from farhand.bundle import foreign
from farhand.bundle.foreign import Parts
from farhand.inputs import armored
from farhand.reading import WHOLE, Source
from farhand.signatures import scan

#: Bytes read at a time; bytes of a text that is cut into parts.
BLOCK, _LONGEST = 1 << 20, 64 << 20

#: Takes a source's name and why it was not read.
Tell = Callable[[str, str], None]


def pieces(data: BinaryIO, name: str, tell: Tell) -> Iterator[bytes]:
    """What there is to read, piece by piece, up to its end or where it is damaged."""
    try:
        while piece := data.read(BLOCK):
            yield piece
    except Damaged as damage:
        tell(name, str(damage))


def sources(name: str, parts: Iterator[bytes], tell: Tell, cut: Parts | None = None) -> Iterator[Source]:
    """The text of one file. `cut` divides a long text of a known tool, for readers need it whole."""
    head = b""
    for piece in parts:
        head += piece
        if len(head) > WHOLE and not kinds.utf16(head) and not kinds.binary(head):
            yield from _long(name, head, parts, cut)
            return
        if len(head) > _LONGEST or (len(head) > WHOLE and not kinds.utf16(head)):
            break
    what = kinds.binary(head)
    text, problems = ("", []) if what else armored.opened(_decoded(head))
    for problem in problems:
        tell(name, problem)
    if what:
        tell(name, f"it is a binary file, not text ({what})")
    yield Source(name, [text.encode("utf-8", "replace")], text)


def _long(name: str, head: bytes, more: Iterator[bytes], cut: Parts | None) -> Iterator[Source]:
    """A stream of blocks, of which one is held at a time; or the parts of a text that a tool printed."""
    tool = foreign.stream(head[:400].decode("utf-8", "replace"))
    cut = cut or (getattr(tool, "parts", None) if tool else None)
    if cut is None:
        yield Source(name, _blocks(head, more))
        return
    whole = [head]
    for piece in more:
        whole.append(piece)
        if sum(map(len, whole)) > _LONGEST:
            yield Source(name, _blocks(b"".join(whole), more))
            return
    yield from _parts(name, b"".join(whole).decode("utf-8", "replace"), cut)


def _parts(name: str, text: str, cut: Parts) -> Iterator[Source]:
    """Named FILE#PART; lines count from 1 in each part."""
    seen: dict[str, int] = {}
    for label, part in cut(text):
        seen[label] = seen.get(label, 0) + 1
        called = f"{name}#{label}" + (f" ({seen[label]})" if seen[label] > 1 else "")
        data = part.encode("utf-8", "replace")
        yield Source(called, [data], part if len(data) <= WHOLE else None)


def _blocks(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks that end at a line's end; a line longer than a block is cut."""
    rest = head
    for piece in chain([b""], pieces):
        rest += piece
        end = rest.rfind(b"\n") + 1 or (len(rest) if len(rest) > WHOLE else 0)
        yield from scan.blocks(rest[:end])
        rest = rest[end:]
    if rest:
        yield rest


def _decoded(data: bytes) -> str:
    """Text of bytes; PowerShell writes UTF-16. What is no text becomes a sign that no reader knows."""
    codec = kinds.utf16(data)
    if codec:
        return data.decode(codec, "replace").removeprefix("\ufeff")
    return data.decode("utf-8-sig", "replace")
