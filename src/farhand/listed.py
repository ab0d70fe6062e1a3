"""The modules of a package by name: how checks, readers, commands and formats are found, never registered."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def names(path: Iterable[str]) -> list[str]:
    """Sorted names of the modules and packages in a package's `__path__`, but for those that begin with `_`.

    A folder is listed directly: `pkgutil` takes longer to import than a short command may. From a zip
    file, the single-file Farhand, it is pkgutil that knows.
    """
    found: set[str] = set()
    for folder in path:
        try:
            with os.scandir(folder) as entries:
                found.update(_name(entry) for entry in entries)
        except OSError:
            import pkgutil

            found.update(m.name for m in pkgutil.iter_modules([folder]))
    return sorted(name for name in found if name and not name.startswith("_"))


def _name(entry: os.DirEntry[str]) -> str:
    """Of a module file or of a folder with an `__init__.py`; empty for all else."""
    name = entry.name
    if name.endswith((".py", ".pyc")):
        return name.rpartition(".")[0]
    return name if name.isidentifier() and os.path.isfile(f"{entry.path}/__init__.py") else ""
