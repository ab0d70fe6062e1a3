"""Django: every failing request (`got_request_exception`), and every statement that fails (execute wrappers).

https://docs.djangoproject.com/en/5.2/topics/db/instrumentation/ and .../ref/signals/. The wrapper is put
around each connection's statements by the signal `connection_created`, so it knows which database it was.
"""

from __future__ import annotations

import sys
import weakref

from farhand.embed.failures import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from farhand.embed.failures.seen import Hint

MODULE = "django.db.backends.signals"


class _Wrapped:
    """Connections that have their wrapper: the open context manager keeps it in place."""

    held: weakref.WeakKeyDictionary[Any, Any] = weakref.WeakKeyDictionary()


def install(module: Any) -> None:
    module.connection_created.connect(_connected, weak=False, dispatch_uid="farhand")
    core = sys.modules.get("django.core.signals")
    if core is not None:
        core.got_request_exception.connect(_request_failed, weak=False, dispatch_uid="farhand")


def _connected(connection: Any = None, **_: Any) -> None:
    try:
        if connection is not None and connection not in _Wrapped.held:
            wrapper = connection.execute_wrapper(_watching(_hint(connection)))
            wrapper.__enter__()
            _Wrapped.held[connection] = wrapper
    except Exception:  # a backend of somebody else's: its failures are seen in the request all the same
        return


def _watching(hint: Hint) -> Callable[..., Any]:
    def watching(execute: Callable[..., Any], sql: Any, params: Any, many: Any, context: Any) -> Any:
        try:
            return execute(sql, params, many, context)
        except Exception as error:
            note(error, source="django", hint=hint)
            raise

    return watching


def _hint(connection: Any) -> Hint:
    said = connection.settings_dict
    return (
        str(connection.vendor),
        str(said.get("HOST") or ""),
        str(said.get("PORT") or ""),
        str(said.get("NAME") or ""),
    )


def _request_failed(**_: Any) -> None:
    error = sys.exc_info()[1]
    if error is not None:
        note(error, source="django.request")
