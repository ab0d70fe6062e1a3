"""`farhand.embed.auto:app`: the app that FARHAND_APP names, with Farhand built in (`farhand run`).

FARHAND_APP is written as for the server that loads it: `module:attribute`, also `module:factory()`;
FARHAND_APP_IS says what to do with it: nothing (the app), `factory`, `flask` or `celery`. What goes wrong in
loading the app is the app's own error, and is raised as it is.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _made(named: str, kind: str) -> Any:
    import farhand

    found = {"flask": _of_flask, "celery": _of_celery}.get(kind, _of_name)(named)
    return (lambda: farhand.install(found())) if kind == "factory" else farhand.install(found)


def _of_name(named: str) -> Any:
    """What `module:attribute` or `module:call(...)` means to a server. Raises what the app raises."""
    import importlib

    module_name, _, expression = named.partition(":")
    attribute, bracket, arguments = expression.partition("(")
    found: Any = importlib.import_module(module_name)
    for part in (attribute.strip() or "application").split("."):
        found = getattr(found, part)
    if not bracket:
        return found
    given, named_ones = _arguments(arguments)
    return found(*given, **named_ones)


def _arguments(text: str) -> tuple[list[Any], dict[str, Any]]:
    """The literal arguments before the closing bracket."""
    import ast

    call = ast.parse(f"f({text}", mode="eval").body
    assert isinstance(call, ast.Call)
    given = [ast.literal_eval(a) for a in call.args]
    return given, {k.arg: ast.literal_eval(k.value) for k in call.keywords if k.arg}


def _of_flask(named: str) -> Any:
    """As `flask run` finds it (flask.cli.ScriptInfo)."""
    import importlib

    return importlib.import_module("flask.cli").ScriptInfo(app_import_path=named or None).load_app()


def _of_celery(named: str) -> Any:
    """As `celery -A` finds it (celery.app.utils.find_app)."""
    import importlib

    return importlib.import_module("celery.app.utils").find_app(named)


if "FARHAND_APP_IS" in os.environ:  # at once, not by __getattr__: hypercorn looks into the module's own dict
    app = _made(os.environ.get("FARHAND_APP", ""), os.environ["FARHAND_APP_IS"])
