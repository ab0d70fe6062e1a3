"""The rungs, one file each, found by listing, in the order in which they are climbed.

A rung is a module:

    ORDER = 10                     # from the outside in
    PROVES = "..."                 # one plain sentence: what is known once it holds
    FAMILIES = ("dns.*", ...)      # the causes that it would show, and excludes where it holds
    def plan(site) -> Planned      # what it would do; does nothing
    def climb(site) -> Rung        # does it; raises KeyboardInterrupt where somebody asks to stop

Its name is that of the file; `climb` need not fill in `name`, `proves`, `remains` and the time.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Protocol, cast

from farhand import listed
from farhand.isolate.model import Planned, Rung, Site


class Module(Protocol):
    """What a module here offers."""

    __name__: str
    ORDER: int
    PROVES: str
    FAMILIES: tuple[str, ...]

    def plan(self, site: Site) -> Planned: ...

    def climb(self, site: Site) -> Rung: ...


def name_of(rung: Module) -> str:
    return rung.__name__.rpartition(".")[2]


@cache
def every() -> tuple[Module, ...]:
    """All rungs, the outermost first."""
    found = listed.names(__path__)
    loaded = [cast(Module, importlib.import_module(f"{__name__}.{name}")) for name in found]
    return tuple(sorted(loaded, key=lambda rung: rung.ORDER))


def names() -> list[str]:
    return [name_of(rung) for rung in every()]


def between(first: str = "", last: str = "") -> tuple[Module, ...]:
    """Those from `first` to `last`, both included; empty: without that end.

    Raises LookupError for a name that there is not, or where the last one comes before the first.
    """
    there = names()
    for word in filter(None, (first, last)):
        if word not in there:
            raise LookupError(f"there is no step {word!r}; there are: {', '.join(there)}")
    low, high = there.index(first) if first else 0, there.index(last) if last else len(there) - 1
    if low > high:
        raise LookupError(f"{first} comes after {last}: {', '.join(there)}")
    return every()[low : high + 1]
