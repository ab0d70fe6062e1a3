"""etcd among the protocols, and what the declaration asks of it.  Pure but for `_speaks`.

The gateway that turns JSON into etcd's gRPC: https://etcd.io/docs/v3.4/dev-guide/api_grpc_gateway/
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from farhand.checks._service import Spoken
from farhand.target import Target
from farhand.wire import http
from farhand.wire.http import Request
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    return bool(http.exchange(conn, Request("/version", "localhost")).status)


SPOKEN = Spoken(
    name="etcd",
    port=2379,
    plain="http",
    secure="https",
    ask="GET /version",
    speaks=_speaks,
    look="curl -sS http{tls}://{host}:{port}/version",
    tls_flag="s",
)
#: URL schemes that begin with TLS.
SECURE = ("https", "etcds")
VERSION, STATUS, LOGIN = "/version", "/v3/maintenance/status", "/v3/auth/authenticate"
READ, WRITE, HEALTH = "/v3/kv/range", "/v3/kv/txn", "/health"
#: The key that is asked for: nobody has it.
KEY = "farhand-check"


@dataclass(frozen=True)
class Wanted:
    """What the app needs. `prefix`: what its keys begin with."""

    user: str = ""
    password: str = ""
    prefix: str = ""
    writes: bool = True
    certificate: bool = False  # it shows a certificate, which may be its login


def wanted(target: Target, settings: Mapping[str, Any]) -> Wanted:
    """`settings` are filled in."""
    return Wanted(
        user=target.user or str(settings.get("user") or ""),
        password=target.password or str(settings.get("password") or ""),
        prefix=str(settings.get("prefix") or ""),
        writes=settings.get("read_only") is not True,
        certificate=bool(settings.get("cert_file")),
    )


def read_of(prefix: str) -> dict[str, Any]:
    """How many keys begin so; without a prefix one key that nobody has. No value is asked for."""
    if not prefix:
        return {"key": _b64(KEY.encode()), "count_only": True}
    return {"key": _b64(prefix.encode()), "range_end": _b64(prefix.encode() + b"\xff"), "count_only": True}


def write_of(prefix: str) -> dict[str, Any]:
    """A write behind a condition that never holds: rights and room are looked at, and nothing is written."""
    key = _b64(f"{prefix}{KEY}".encode())
    never = {"key": key, "target": "VERSION", "result": "EQUAL", "version": "-1"}
    return {"compare": [never], "success": [{"requestPut": {"key": key, "value": ""}}]}


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
