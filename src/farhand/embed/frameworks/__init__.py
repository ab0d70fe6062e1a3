"""How each framework's app is wrapped: one file each, found by listing, never registered.

A framework's file is named after the package whose classes it knows and has `wrap(app, process)`, which
returns the app to serve: the same object where the framework documents a place to wrap (`app.wsgi_app` of
Flask), else a wrapper around it. Any other callable is taken by how it is called: ASGI or WSGI.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil

from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: What is taken where no framework knows the app.
GENERIC = "generic"


def wrap(app: Any, process: Process) -> Any:
    """The app to serve. An app that was wrapped before comes back as it is."""
    if getattr(app, "__farhand__", None):
        return app
    known = {m.name for m in pkgutil.iter_modules(__path__)}
    packages = (base.__module__.partition(".")[0] for base in type(app).__mro__)  # Quart's is a Flask's too
    name = next((p for p in packages if p in known), GENERIC)
    return importlib.import_module(f"{__name__}.{name}").wrap(app, process)


def is_asgi(app: Any) -> bool:
    """True for a coroutine function, or an object that is called like one:

    `await app(scope, receive, send)`.
    """
    called = app if inspect.isroutine(app) else getattr(app, "__call__", app)  # noqa: B004
    if inspect.iscoroutinefunction(called) or inspect.iscoroutinefunction(app):
        return True
    try:
        needed = [p for p in inspect.signature(called).parameters.values() if p.default is p.empty]
    except (TypeError, ValueError):
        return False
    return len([p for p in needed if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]) == 3
