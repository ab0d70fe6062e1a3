"""What a bundle may hold: one file for each source of evidence, found by listing.

A module has `ORDER` (what is taken first), `plan(site)`, which yields an `Item` for everything it would take,
and looks at nothing but what is needed to name it. For items of the way "made" it also has `MAKES`, their
names, and `make(site, item) -> bytes`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any

from farhand import listed
from farhand.bundle.model import Item
from farhand.bundle.site import Site


def names() -> list[str]:
    return listed.names(__path__)


def modules() -> list[Any]:
    """All sources, in the order in which their evidence is worth having."""
    found = [importlib.import_module(f"{__name__}.{name}") for name in names()]
    return sorted(found, key=lambda module: (module.ORDER, module.__name__))


def planned(site: Site) -> Iterator[tuple[str, Item]]:
    """Every item with the name of its source."""
    for module in modules():
        for item in module.plan(site):
            yield module.__name__.rpartition(".")[2], item


def maker(name: str) -> Callable[[Site, Item], bytes]:
    """What makes the item of that name. Raises LookupError."""
    for module in modules():
        if name in getattr(module, "MAKES", ()):
            make: Callable[[Site, Item], bytes] = module.make
            return make
    raise LookupError(f"nothing makes {name!r}")


def is_urgent(name: str) -> bool:
    """True where the item measures time itself and must not be made to wait for others."""
    return any(getattr(m, "URGENT", False) for m in modules() if name in getattr(m, "MAKES", ()))
