"""What the declaration asks of a directory.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from farhand.checks._starttls import starttls
from farhand.target import Target

#: An LDAPS address begins with TLS; there StartTLS has no place.
SECURE = "ldaps"


@dataclass(frozen=True)
class Wanted:
    """`user` is the name that the app binds with; `base` the entry below which it searches."""

    user: str = ""
    password: str = ""
    base: str = ""
    starttls: bool = False


def wanted(settings: Mapping[str, Any], target: Target) -> Wanted:
    """`settings` are filled in. The base may stand in the address (RFC 4516), too."""
    base = str(settings.get("base") or "")
    return Wanted(
        user=target.user,
        password=target.password,
        base=base or ("" if target.socket else unquote(target.path.lstrip("/"))),
        starttls=starttls(settings.get("starttls")) == "always"
        and target.scheme != SECURE
        and not target.socket,
    )
