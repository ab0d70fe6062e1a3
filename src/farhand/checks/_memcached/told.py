"""What memcached answered, as facts: shared by the probe and by what a command printed.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.wire.memcached import UNAUTHENTICATED

_COUNTS = ("curr_connections", "max_connections", "rejected_connections", "listen_disabled_num", "bytes",
           "limit_maxbytes", "evictions")  # fmt: skip


def hello(line: str) -> dict[str, Any]:
    """The answer to `version`."""
    if line.startswith("VERSION"):
        return {"answer": "ok", "version": line[8:60].strip()}
    return (
        {"answer": "login_wanted"} if line == UNAUTHENTICATED else {"answer": "error", "message": line[:200]}
    )


def login(line: str) -> dict[str, Any]:
    return {"answer": "ok"} if line == "STORED" else {"answer": "error", "message": line[:200]}


def capacity(rows: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: int(rows[name]) for name in _COUNTS if rows.get(name, "").isdecimal() and len(rows[name]) < 19
    }
