"""The tools under test: one file each, found by listing this folder.

A tool is a module with `run(source, target, options) -> str | None`: it copies the folder `source`, redacted,
to the folder `target` and returns None, or says in one line why it cannot run here.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType


@dataclass(frozen=True)
class Options:
    """What a run was asked for."""

    profile: str = "default"  # Farhand's
    python: str = ""  # interpreter in whose environment a peer from PyPI is installed


def names() -> tuple[str, ...]:
    """Every tool by the name that `--tool` takes."""
    return tuple(sorted(m.name.replace("_", "-") for m in pkgutil.iter_modules(__path__) if m.name[0] != "_"))


def tool(name: str) -> ModuleType:
    """The module of one tool."""
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}")


def files(folder: Path) -> list[Path]:
    """All files below a folder, as paths relative to it."""
    return sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
