"""What an archive holds: members that may be read, and what is refused, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Callable

FILE, FOLDER = "file", "folder"


@dataclass(frozen=True)
class Member:
    """One file or folder. `open` gives its bytes, once, and only until the next member is asked for."""

    name: str  # relative, parts divided by "/", checked by `names`
    kind: str  # FILE or FOLDER
    size: int  # bytes, as the archive says; -1: not known
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class Refused:
    """What was not taken. `name` is made harmless to show; empty: the archive itself."""

    name: str
    why: str
    rest: bool = False  # what follows in this archive is lost too
