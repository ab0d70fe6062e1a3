"""Writes what was built: into a new folder only, nothing outside of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from farhand.errors import Mistake


def write(place: Path, files: Mapping[str, str], force: bool = False) -> None:
    """Raises Mistake where something is there already and `force` is not given, or nothing can be written."""
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise Mistake(f"{place} is not a folder; give another one with -o")
    if place.is_dir() and any(place.iterdir()) and not force:
        raise Mistake(
            f"{place} is not empty; give --force to overwrite what is there, or another folder with -o"
        )
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            _write(place, name, text)
    except OSError as error:
        raise Mistake(f"{place} could not be written: {error.strerror}") from None


def _write(place: Path, name: str, text: str) -> None:
    """No link is followed, also not one that stands in the folder from before."""
    path = place / name
    if os.path.isabs(name) or ".." in Path(name).parts:
        raise Mistake(f"{name!r} leads out of the folder")  # names are made by `names`, so this never is
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.parent.resolve() != (place.resolve() / name).parent:
        raise Mistake(f"{path.parent} leads out of the folder; give another one with -o")
    path.unlink(missing_ok=True)
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if name == ".env" else 0o644)
    with open(fd, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
