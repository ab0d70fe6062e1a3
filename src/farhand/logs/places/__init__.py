"""Where the bytes of a log come from: one module each. I/O.

A place that can be read anywhere has `size` and `read(offset, count)`; every place has `name`, `changed`
(when it was last written, seconds since 1970), `blocks()` from its beginning on, and `stopped`: why what
was read ends before its end, empty where it does not. A live source also has `asked(query)`: it takes the
window into its own command.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class Place(Protocol):
        name: str
        changed: float
        stopped: str

        def blocks(self) -> Iterator[bytes]: ...

    class Anywhere(Place, Protocol):
        size: int

        def read(self, offset: int, count: int) -> bytes: ...

        def blocks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]: ...


#: Bytes of one block.
BLOCK = 1 << 20


def opened(name: str) -> Place:
    """The place of that name: a file, compressed or not, `-` for standard input, or a live source.

    Raises Mistake where it cannot be opened.
    """
    if "://" in name:
        from farhand.logs.places import remote

        return _utf8(remote.opened(name))
    if is_live(name):
        from farhand.logs.places import live

        return live.place(name)
    from farhand.logs.places import file

    return _utf8(file.opened(name))


def _utf8(place: Place) -> Place:
    """A log in UTF-16 becomes one in UTF-8; most are told apart by their first bytes."""
    look = getattr(place, "read", None) or getattr(place, "head", None)
    head = look(0, 64) if look else b"\x00"
    if b"\x00" not in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return place
    from farhand.logs.places import encodings

    return encodings.as_utf8(place)


def is_live(name: str) -> bool:
    """Whether the name is one of a live source."""
    if ":" not in name:
        return False
    from farhand.logs.places import live

    return live.looks_live(name)
