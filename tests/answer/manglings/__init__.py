"""What people and programs do to a text: one file each, found by listing.

A module has `mangle(text) -> text`, and `SEEN = False` where an output without a seal gives no way to see it.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def every() -> list[ModuleType]:
    return [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
