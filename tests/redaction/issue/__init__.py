"""Makes values: of the alphabets, lengths and checksums that their issuers give them, none of them real.

Every function of the modules in this folder whose first argument is the source of chance makes one kind of
value; its name is what a template calls it. A new kind is a new function, a new family a new file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache, partial
from random import Random

Maker = Callable[[Random], str]


@cache
def makers() -> dict[str, Maker]:
    """Every maker of this folder by its name."""
    found: dict[str, Maker] = {}
    for name in sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in ("chars",)):
        module = importlib.import_module(f"{__name__}.{name}")
        found |= {n: f for n, f in vars(module).items() if _is_maker(n, f, module.__name__)}
    return found


def _is_maker(name: str, found: object, module: str) -> bool:
    return not name.startswith("_") and callable(found) and getattr(found, "__module__", "") == module


class Issuer:
    """All makers, with one source of chance: the same seed makes the same values."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def __getitem__(self, name: str) -> Callable[[], str]:
        return partial(makers()[name], self.chance)
