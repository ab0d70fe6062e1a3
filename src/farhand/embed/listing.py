"""The files of a package, loaded: how pools, offers, routes and sections are found, never registered."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from farhand import listed
from farhand.embed.process import Process, current

T = TypeVar("T")
_loaded: dict[str, list[Any]] = {}


def modules(package: str, path: Iterable[str]) -> list[Any]:
    """Every module of that package, by its name; one that cannot be loaded costs only itself."""
    if package not in _loaded:
        names = listed.names(path)
        _loaded[package] = [m for m in (_load(f"{package}.{name}") for name in names) if m]
    return _loaded[package]


def _load(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except Exception as error:
        process = current()
        if process is not None:
            process.trouble(f"{name} cannot be loaded: {type(error).__name__}: {error}")
        return None


def attempt(process: Process, what: str, work: Callable[..., T], *given: Any) -> T | None:
    """What the work returns; None where it raises: an odd version of a library costs only its own part."""
    try:
        return work(*given)
    except Exception as error:
        process.trouble(f"{what}: {type(error).__name__}: {process.redactor.text(str(error))[:200]}")
        return None
