"""SQLAlchemy: the event `handle_error` of all engines, sync and async, connecting included.

https://docs.sqlalchemy.org/en/20/core/events.html#sqlalchemy.events.DialectEvents.handle_error (since 2.0 an
event of the dialect, which may be listened to on Engine as well). A pool that is used up has no event: its
TimeoutError is seen where it leaves the app, in the log, or by `farhand.watch()`.
"""

from __future__ import annotations

import sys

from farhand.embed.failures import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from farhand.embed.failures.seen import Hint

MODULE = "sqlalchemy.engine"


def install(module: Any) -> None:
    sys.modules["sqlalchemy"].event.listen(module.Engine, "handle_error", _failed)


def _failed(context: Any) -> None:
    hint: Hint = ()
    try:
        url = context.engine.url if context.engine is not None else None
        name = context.dialect.name
        hint = (name, url.host or "", str(url.port or ""), url.database or "") if url is not None else (name,)
    except Exception:  # a dialect of somebody else's
        hint = ()
    note(context.original_exception, source="sqlalchemy", hint=hint)
