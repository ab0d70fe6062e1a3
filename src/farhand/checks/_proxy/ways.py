"""What a proxy's value and a host's name tell by themselves.  Pure; part of the `proxy` check."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any

from farhand import proxyenv

#: Ends of names that exist only inside a network.
_INSIDE = (
    ".local",
    ".internal",
    ".intranet",
    ".lan",
    ".corp",
    ".home.arpa",
    ".localdomain",
    ".svc",
    ".cluster.local",
)


def shown(value: str) -> str:
    """A proxy value as it may be told, "" where there is none."""
    address, _ = proxyenv.read_address(value) if value else (None, ())
    return address.shown if address else value and "a proxy"


def flaws_for(flaws: Sequence[proxyenv.Flaw], client: str) -> list[dict[str, Any]]:
    """The flaws that matter to the app's library; where it is not known, to a library of Python."""
    said = client or proxyenv.TYPICAL
    # What only curl minds is told where it is a login: a Python app is likely to have a curl beside it.
    rows = [
        f
        for f in flaws
        if (client in f.breaks if client else set(f.breaks) - {"curl"} or f.code == "unescaped")
    ]
    return [{"code": f.code, "says": f.says, "stops": said in f.breaks} for f in rows]


def inside_of(host: str, address: str) -> str:
    """`sure`: the name or address exists only inside; `maybe`: its address is a private one; else ""."""
    if ("." not in host and ":" not in host) or host.endswith(_INSIDE):
        return "sure"
    try:
        where = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return "sure" if where.is_loopback else "maybe" if where.is_private else ""
