"""Which request is being worked on: trace id, span id and request id, for all records made meanwhile.

The ids come from the header `traceparent` (https://www.w3.org/TR/trace-context/), or from the app's
OpenTelemetry, if it has one: that is never imported here, only asked where the app has imported it.
"""

from __future__ import annotations

import os
import re
import sys
from contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import Token
    from typing import Any

    Ids = tuple[str, str, str]

NONE: Ids = ("", "", "")
_ids: ContextVar[Ids] = ContextVar("farhand_ids", default=NONE)

#: version "-" trace-id "-" parent-id "-" trace-flags; a later version may have more after a further "-".
_HEADER = re.compile(
    r"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?", re.S
)
#: What is taken over as a request id from outside: nothing that could forge a line or break a terminal.
_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~:/+=@-]{0,127}")


def begin(traceparent: str = "", request_id: str = "") -> Token[Ids]:
    """From here on records have the ids of this request. Headers that are not valid are ignored.

    Without a usable `request_id` a new one is made, so that the records of one request can be told apart.
    """
    trace, span = parsed(traceparent) if traceparent else ("", "")
    wanted = request_id if request_id and _REQUEST_ID.fullmatch(request_id) else os.urandom(8).hex()
    return _ids.set((trace, span, wanted))


def end(token: Token[Ids]) -> None:
    """Back to what was before `begin`. Never raises, also where the request ends in another context."""
    try:
        _ids.reset(token)
    except (ValueError, RuntimeError):
        _ids.set(NONE)


def parsed(header: str) -> tuple[str, str]:
    """Trace id and the caller's span id of a traceparent header; two empty texts where it is not valid."""
    found = _HEADER.fullmatch(header.strip(" \t"))
    if not found or (found.group(1) == "00" and found.group(4) is not None):
        return "", ""
    return found.group(2), found.group(3)


def ids() -> Ids:
    """Trace id, span id and request id of what is being worked on now; empty texts where there is none.

    With OpenTelemetry the span is the app's own, else it is the caller's, as the header names it.
    """
    held = _ids.get()
    telemetry = sys.modules.get("opentelemetry.trace")
    return held if telemetry is None else _of_span(telemetry, held)


def _of_span(telemetry: Any, held: Ids) -> Ids:
    try:
        span = telemetry.get_current_span().get_span_context()
        if span.is_valid:
            return f"{span.trace_id:032x}", f"{span.span_id:016x}", held[2]
    except Exception:  # noqa: S110  half imported, or another library of that name
        pass
    return held
