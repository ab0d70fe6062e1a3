"""gRPC among the protocols, and what the declaration asks of it.  Pure but for `_speaks`.

gRPC over HTTP/2: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
Its health service: https://github.com/grpc/grpc/blob/master/doc/health-checking.md
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from farhand.checks._service import Spoken
from farhand.wire import h2
from farhand.wire.h2 import Ask
from farhand.wire.hpack import Malformed
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    try:
        return h2.speaks(conn)
    except Malformed:
        return False


SPOKEN = Spoken(
    name="gRPC",
    port=50051,
    plain="grpc",
    secure="grpcs",
    ask="a greeting of HTTP/2",
    speaks=_speaks,
    look="grpcurl {tls} {host}:{port} grpc.health.v1.Health/Check",
    tls_flag="-insecure",
)
#: URL schemes that begin with TLS.
SECURE = ("grpcs", "https")
CHECK = "/grpc.health.v1.Health/Check"
#: Services that are asked for at most, and letters of a name: it must fit a single byte of length.
MOST, LONGEST = 20, 120
_NAME = re.compile(r"[\w.\-/:+]*$", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Wanted:
    """What the app needs. `headers`: what is sent with each call, the token among them; `has_health`: whether
    the server must have a health service, None where that is not declared."""

    services: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    has_health: Optional[bool] = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The services to ask for; the empty name is the server itself."""
        return self.services or ("",)

    @property
    def broken_header(self) -> str:
        """The name of the first header whose value no header may hold, else ""."""
        return next((name for name, value in self.headers if _CONTROL.search(value)), "")


def wanted(settings: Mapping[str, Any]) -> Wanted:
    """`settings` are filled in."""
    health = settings.get("health")
    return Wanted(services_of(settings), headers_of(settings), health if isinstance(health, bool) else None)


def services_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """`services`: one name or several. What can be no name is left out."""
    given = settings.get("services")
    names: Sequence[Any] = given if isinstance(given, (list, tuple)) else [given or ""]
    found = (str(name).strip().strip("/") for name in names)
    return tuple(dict.fromkeys(n for n in found if n and len(n) <= LONGEST and _NAME.match(n)))[:MOST]


def headers_of(settings: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """`token` goes as a bearer, unless it names another way itself (Basic abc); then `headers`."""
    token, rows = str(settings.get("token") or ""), settings.get("headers")
    first = [("authorization", token if " " in token.strip() else f"Bearer {token}")] if token else []
    given = rows if isinstance(rows, Mapping) else {}
    return (*first, *((str(name).lower(), str(value)) for name, value in given.items()))


def tls_wanted(scheme: str, settings: Mapping[str, Any]) -> bool:
    """By the scheme; an address has none where `tls = true` is declared beside it."""
    return scheme in SECURE or settings.get("tls") is True


def questions(want: Wanted, authority: str, scheme: str, seconds: float) -> list[Ask]:
    """One call for each service. `seconds`: how long the server may take, which it is told."""
    first = [
        ("te", "trailers"),
        ("content-type", "application/grpc"),
        ("user-agent", "farhand"),
        ("grpc-timeout", f"{max(1, int(seconds * 1000))}m"),
    ]
    rows = (*first, *want.headers)
    return [Ask(CHECK, authority, scheme, rows, message(name)) for name in want.asked]


def message(service: str) -> bytes:
    """HealthCheckRequest: field 1, the service's name; before it whether it is packed, and its length."""
    name = service.encode("ascii", "replace")
    told = b"\x0a" + bytes([len(name)]) + name if name else b""
    return b"\0" + len(told).to_bytes(4, "big") + told
