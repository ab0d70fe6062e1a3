"""The checks: one file each, found by listing this package, never registered.

A check is a module. Read top to bottom it tells what is asked and why (docstring), how the app
looks (`probe`), how a person looks (`command`), how that output is read (`read`), what it means
(`judge`), and shows it (`EXAMPLES`). See docs/architecture.md for the exact shapes.

Three doors, one shape: the files here, the folders named in FARHAND_CHECKS, and the entry-point
group `farhand.checks` for a vendor's own.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, cast

from farhand import listed
from farhand.model import Example, Facts, Seen, Verdict

if TYPE_CHECKING:
    from farhand.look import Look

__path__ += [p for p in os.environ.get("FARHAND_CHECKS", "").split(os.pathsep) if p]


class Check(Protocol):
    """What a check module offers. Optional parts are read with the functions below."""

    __name__: str
    __doc__: str | None
    STAGES: tuple[str, ...]

    def probe(self, look: Look) -> Iterator[Seen]: ...

    def judge(self, stage: str, facts: Facts) -> Verdict: ...


def names() -> list[str]:
    """Every check there is, sorted; modules whose name starts with `_` are helpers."""
    found = set(listed.names(__path__))
    return sorted(found | set(_entry_points()) | set(_added))


def find(name: str) -> Check:
    """The check of that name. Raises LookupError, naming what there is, when there is none."""
    if name in _added:
        return _added[name]
    if name.isidentifier() and not name.startswith("_"):
        try:
            return cast(Check, importlib.import_module(f"{__name__}.{name}"))
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{name}":
                raise
    plugins = _entry_points()
    if name in plugins:
        return cast(Check, importlib.import_module(plugins[name]))
    raise LookupError(f"there is no check named {name!r}; there are: {', '.join(names())}")


def every() -> list[Check]:
    return [find(name) for name in names()]


def built_in() -> frozenset[str]:
    """Names of the checks that are files here."""
    return frozenset(m.name for m in pkgutil.iter_modules(__path__))


def add(name: str, check: Check) -> None:
    """Make an object that is a check known by a name, for as long as this process lives.

    This is for a vendor's function inside the app; everything else is found by listing.
    """
    _added[name] = check


def name_of(check: Check) -> str:
    return check.__name__.rpartition(".")[2]


def is_site(check: Check) -> bool:
    """True for a check of the site itself (clock, env, host, proxy): it runs without being declared."""
    return bool(getattr(check, "ALWAYS", False))


def is_kind(check: Check) -> bool:
    """True where a dependency may say `kind = "<name>"`."""
    return bool(getattr(check, "KIND", not is_site(check)))


def own_stages(check: Check) -> tuple[str, ...]:
    """The stages this module judges itself; a stage named after another check is judged there."""
    return tuple(getattr(check, "OWN", (name_of(check),)))


def judge_of(check: Check, stage: str) -> Check:
    """The module that judges this stage: one stage, one judge."""
    return check if stage in own_stages(check) else find(stage)


def after(check: Check) -> tuple[str, ...]:
    """Names of checks that must have been run before; `*` means all dependencies."""
    named = getattr(check, "AFTER", ())
    return (named,) if isinstance(named, str) else tuple(named)  # a vendor's check may forget the comma


def examples(check: Check) -> Iterable[Example]:
    return cast("Iterable[Example]", getattr(check, "EXAMPLES", ()))


def as_module(check: Check) -> ModuleType:
    return cast(ModuleType, check)


def _entry_points() -> dict[str, str]:
    """Vendors' own checks: name to module. Looked up lazily, because importlib.metadata is slow."""
    global _plugins
    if _plugins is None:
        from importlib import metadata

        points: Any = metadata.entry_points()
        old = not hasattr(points, "select")  # Python 3.9 gives a plain dict
        group = points.get("farhand.checks", []) if old else points.select(group="farhand.checks")
        _plugins = {p.name: p.value.partition(":")[0] for p in group}
    return _plugins


_plugins: dict[str, str] | None = None
_added: dict[str, Check] = {}
