"""What comes in and what goes out, whichever door it is: the app's port, a mount, the socket.  Pure."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_NOTHING: Mapping[str, str] = MappingProxyType({})

#: Doors. `APP` is the app's own port; `PEER` the socket between the workers and for the same user.
APP, MOUNT, MANAGEMENT, SOCKET = "app", "mount", "management", "socket"
#: Bytes of a request's body.
MOST_BODY = 64 * 1024


class Request(NamedTuple):
    """One request. Header names are in lower case; `path` is without the mount's prefix."""

    method: str
    path: str
    query: Mapping[str, str] = _NOTHING
    headers: Mapping[str, str] = _NOTHING
    body: bytes = b""
    door: str = APP
    peer: str = ""  # address, or "uid 1000" on the socket
    scope: str = ""  # what the caller may do, once that is known
    name: str = ""  # what stands in the path's named segment
    who: str = ""  # name of the token, or "uid 1000" on the socket

    def naming(self, name: str) -> Request:
        return self._replace(name=name)

    def allowed(self, scope: str, who: str) -> Request:
        return self._replace(scope=scope, who=who)


class BadRequest(Exception):
    """The text names the parameter or key, what was wrong with it, and what it may be."""


class Answer(NamedTuple):
    """One answer. Every answer is sent with `Cache-Control: no-store`."""

    status: int
    body: bytes = b""
    type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


def as_json(document: Any, status: int = 200, type: str = "application/json") -> Answer:
    import json

    return Answer(status, json.dumps(document, default=str).encode(), type)


def problem(status: int, says: str, **more: Any) -> Answer:
    """An error as application/problem+json (RFC 9457): what was wrong and the next step, never a value."""
    return as_json({"title": says, "status": status, **more}, status, "application/problem+json")
