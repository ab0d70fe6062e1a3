"""The cases in a folder: the folder itself where it is one, and those in it.  I/O."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from farhand.case.store import NAME
from farhand.errors import Mistake

#: How deep, and how many folders are looked into.
_DEPTH, _MOST = 3, 20_000


def below(folder: Path) -> Iterator[Path]:
    """Every case, in the order of the names. Links are not followed. Raises Mistake for no folder."""
    if not folder.is_dir():
        raise Mistake(f"{folder}: there is no such folder")
    seen, left = 0, [(folder, 0)]
    for place, depth in left:  # which grows
        if (place / NAME).is_file():
            yield place
        elif depth < _DEPTH and seen < _MOST:
            inner = sorted(_folders(place))
            seen += len(inner)
            left += [(place / name, depth + 1) for name in inner]


def _folders(place: Path) -> list[str]:
    try:
        with os.scandir(place) as rows:
            return [r.name for r in rows if r.is_dir(follow_symlinks=False) and not r.name.startswith(".")]
    except OSError:
        return []
