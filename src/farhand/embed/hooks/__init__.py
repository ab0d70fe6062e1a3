"""What must be in place from the app's first moment on: one file each, found by listing, never registered.

A hook has `install(process)`, called in `farhand.install()` on the app's thread and again in a forked child:
it is quick, may be called twice, and imports nothing that is not there already.
"""

from __future__ import annotations

import importlib
import pkgutil

from farhand.embed.process import Process


def install(process: Process) -> None:
    """Put all hooks in place; one that fails costs only itself."""
    for name in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        try:
            importlib.import_module(f"{__name__}.{name}").install(process)
        except Exception as error:
            process.trouble(f"the hook {name!r} is not in place: {type(error).__name__}: {error}")
