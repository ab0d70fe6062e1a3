"""How each framework's app is wrapped: one file each, found by listing, never registered.

A framework's file is named after the package whose classes it knows and has `wrap(app, process)`, which
returns the app to serve: the same object where the framework documents a place to wrap (`app.wsgi_app` of
Flask), else a wrapper around it. `ROLE`, if it has one, is what the process is called in the census, and
`LATER = True` says that the framework tells when its process begins to work. Any other callable is taken by
how it is called: ASGI, WSGI, or a serverless handler.
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
    module = _module_for(app)
    process.plays(getattr(module, "ROLE", "web"))
    return module.wrap(app, process)


def begins_later(app: Any) -> bool:
    """True where importing the app does not mean that this process runs it, as with Celery."""
    return bool(getattr(_module_for(app), "LATER", False))


def _module_for(app: Any) -> Any:
    known = {m.name for m in pkgutil.iter_modules(__path__)}
    packages = (base.__module__.partition(".")[0] for base in type(app).__mro__)  # Quart's is a Flask's too
    name = next((p for p in packages if p in known), GENERIC)
    return importlib.import_module(f"{__name__}.{name}")


def is_handler(app: Any) -> bool:
    """True for what a serverless runtime calls: `handler(event, context)`, or with one argument alone."""
    names = [p.name for p in _needed(app) or ()]
    return len(names) == 1 or (len(names) == 2 and bool({"event", "context", "_context"} & set(names)))


def is_asgi(app: Any) -> bool:
    """True for a coroutine function, or an object that is called like one:

    `await app(scope, receive, send)`.
    """
    called = app if inspect.isroutine(app) else getattr(app, "__call__", app)  # noqa: B004
    if inspect.iscoroutinefunction(called) or inspect.iscoroutinefunction(app):
        return True
    return len(_needed(app) or ()) == 3


def _needed(app: Any) -> list[inspect.Parameter] | None:
    """The parameters that a caller must give in their order; None where that cannot be seen."""
    called = app if inspect.isroutine(app) else getattr(app, "__call__", app)  # noqa: B004
    try:
        every = inspect.signature(called).parameters.values()
    except (TypeError, ValueError):
        return None
    return [
        p for p in every if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
    ]
