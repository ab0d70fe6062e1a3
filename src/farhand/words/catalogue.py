"""Catalogues of one language, as the standard library's gettext reads them.

The package's build compiles `NAME.po` to `NAME.mo` beside it (`compiling`), and only that is installed. In a
source tree a file that has changed since is compiled when it is needed, where Babel is there to do it.
"""

from __future__ import annotations

import os
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

NAMES = ("farhand", "causes", "said")


@cache
def languages() -> list[str]:
    """Codes of the folders that hold catalogues."""
    try:
        return sorted(one.name for one in _root().iterdir() if one.is_dir() and one.name.isalpha())
    except OSError:
        return []


@cache
def load(name: str, language: str) -> NullTranslations:
    """One catalogue; an empty one, which leaves every text as it is, where it cannot be had."""
    folder = _root().joinpath(language, "LC_MESSAGES")
    source, made = folder.joinpath(f"{name}.po"), folder.joinpath(f"{name}.mo")
    if _changed(source, made):
        fresh = _compiled(source)
        if fresh is not None:
            return fresh
    try:
        with made.open("rb") as file:
            return GNUTranslations(file)
    except OSError:
        return NullTranslations()


def _root() -> Any:
    return resources.files("farhand.words").joinpath("locale")


def _changed(source: Any, made: Any) -> bool:
    """Is there a source that is younger than what was made of it? In a zip file there is none."""
    try:
        return not made.is_file() or os.stat(source).st_mtime_ns > os.stat(made).st_mtime_ns
    except (OSError, TypeError, ValueError):
        return False


def _compiled(source: Path) -> GNUTranslations | None:
    try:
        from farhand.words import compiling
    except ImportError:
        return None
    return compiling.fresh(source)
