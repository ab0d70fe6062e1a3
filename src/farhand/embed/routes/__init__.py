"""The routes that the app answers, which helps with a wrong base path: one file for each framework.

A file is named after the package whose classes it knows and has `routes(app) -> iterable of (path, methods)`.
Only what the app has built already is read; nothing is imported.
"""

from __future__ import annotations

from typing import Any

from farhand.embed import listing
from farhand.embed.process import Process

#: Routes that are listed.
MOST = 2000


def every() -> dict[str, Any]:
    modules = listing.modules(__name__, __path__)
    return {module.__name__.rpartition(".")[2]: module for module in modules}


def told(process: Process) -> list[dict[str, Any]]:
    """Every route with its methods; empty where the framework is not known."""
    app = getattr(process, "wrapped", None)
    if app is None:
        return []
    known = every()
    packages = [base.__module__.partition(".")[0] for base in type(app).__mro__]
    module = next((known[name] for name in packages if name in known), None)
    rows = listing.attempt(process, module.__name__, _list, module, app) if module else None
    return rows or []


def _list(module: Any, app: Any) -> list[dict[str, Any]]:
    rows = [
        {"path": str(path), "methods": sorted(str(m) for m in methods or ())}
        for (path, methods), _ in zip(module.routes(app), range(MOST))
    ]
    return sorted(rows, key=lambda row: (row["path"], row["methods"]))
