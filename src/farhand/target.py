"""Where a dependency is, read from its declared settings once the variables are filled in.  Pure.

The `config` stage of every network check is made of this: a malformed URL must be named as such,
not as the DNS failure that it would turn into one stage later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from farhand.model import nothing

#: Default port per URL scheme.
PORTS = {
    "http": 80,
    "https": 443,
    "postgres": 5432,
    "postgresql": 5432,
    "redis": 6379,
    "rediss": 6379,
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a value: `code` is a stable word, `says` a sentence without the secret."""

    code: str
    says: str
    variable: str = ""


@dataclass(frozen=True)
class Target:
    """A parsed address. `password` is the only secret and is never put into facts."""

    scheme: str = ""
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = ""
    path: str = ""
    query: Mapping[str, str] = field(default_factory=nothing)
    url: str = ""
    socket: str = ""  # a Unix socket instead of host and port
    problems: tuple[Problem, ...] = ()


def read_target(settings: Mapping[str, Any], kind: str) -> Target:
    """Read host, port, user, password and so on from `url` or from separate settings."""
    if settings.get("url"):
        return _from_url(str(settings["url"]))
    port = settings.get("port")
    return Target(
        scheme=str(settings.get("scheme", kind)),
        host=str(settings.get("host", "")),
        port=int(port) if str(port or "").isdigit() else PORTS.get(kind),
        user=str(settings.get("user", "")),
        password=str(settings.get("password", "")),
        path=str(settings.get("name", "")),
    )


def _from_url(url: str) -> Target:
    parts = urlsplit(url)
    return Target(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port or PORTS.get(parts.scheme),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        path=parts.path,
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        url=url,
    )
