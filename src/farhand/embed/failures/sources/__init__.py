"""Where the app's failures are seen: one file per library, found by listing, never registered.

A source has `MODULE`, the module of the library that must be loaded already, and `install(module)`, called
once, which listens at an extension point that the library documents. Nothing is imported and nothing patched;
a library that the app imports later is listened to with the next beat.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Held:
    """Sources that wait for their library. They are of the interpreter: a fork keeps listeners."""

    waiting: list[Any] | None = None


def install(process: Process) -> None:
    """Listen to every library that is there by now. Quick where nothing is new; never raises."""
    if _Held.waiting is None:
        names = sorted(m.name for m in pkgutil.iter_modules(__path__))
        _Held.waiting = [importlib.import_module(f"{__name__}.{name}") for name in names]
    for source in [s for s in _Held.waiting if _is_there(s.MODULE)]:
        _Held.waiting.remove(source)
        try:
            source.install(sys.modules[source.MODULE])
        except Exception as error:
            process.trouble(f"failures of {source.MODULE} are not seen: {type(error).__name__}: {error}")


def _is_there(name: str) -> bool:
    """Loaded, and not just being loaded by another thread."""
    module = sys.modules.get(name)
    return module is not None and not getattr(module.__spec__, "_initializing", False)
