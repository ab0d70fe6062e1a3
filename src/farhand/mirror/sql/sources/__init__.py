"""Where an app's SQL stands: one file per kind, found by listing.

Each has `SUFFIXES` of the files that it reads and `pieces(text, source) -> Piece, ...`, which is pure.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from farhand import listed
from farhand.errors import Mistake
from farhand.mirror.sql.model import Piece

#: A longer file is data, or made by a machine.
LARGEST = 16 << 20
#: So many files of one folder are read.
MOST = 20_000
#: Folders that hold other people's code, or none.
_NOT_OURS = {"node_modules", "site-packages", "__pycache__", "venv", "dist", "build"}


@cache
def readers() -> dict[str, Any]:
    """Suffix -> the module that reads such files."""
    modules = [importlib.import_module(f"{__name__}.{name}") for name in listed.names(__path__)]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def read(paths: list[str]) -> Iterator[Piece]:
    """All SQL in files, and in the files of folders. Raises Mistake for a file that cannot be read."""
    for path in paths:
        for file in _files(Path(path)):
            reader = readers().get(file.suffix.lower())
            if reader is None:
                known = ", ".join(sorted(readers()))
                raise Mistake(
                    f"{path}: SQL is read from files that end in {known}; rename it, or give its folder"
                )
            yield from reader.pieces(_text(file), str(file))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in _NOT_OURS and not name.startswith("."))
        found += [Path(folder) / name for name in sorted(names) if _suffix(name) in readers()]
        if len(found) > MOST:
            raise Mistake(f"{path}: more than {MOST} files; give the folders that hold the app's SQL")
    return found


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise Mistake(f"{file}: larger than {LARGEST >> 20} MiB; give the schema without its data")
        return file.read_text("utf-8", errors="replace")
    except OSError as error:
        raise Mistake(f"{file}: {error.strerror or error}; give a file or folder that can be read") from None
