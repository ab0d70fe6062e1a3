"""What the declaration says of a webhook, and where its parts are.  Pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional
from urllib.parse import urlsplit

from farhand.checks._http.urls import path_of
from farhand.model import App
from farhand.target import units

_PORTS = {"http": 80, "https": 443}
#: Listening at one of these is listening at every address of the host.
EVERY_ADDRESS = ("", "*", "0.0.0.0", "::")


@dataclass(frozen=True)
class Listen:
    """Where the app itself takes the calls. `path`: its own, where the gateway changes it."""

    host: str
    port: int
    path: str

    @property
    def loopback(self) -> bool:
        return is_loopback(self.host)


@dataclass(frozen=True)
class Wanted:
    """`path`: with its query, as it goes over the wire; `every`, `tolerance`: seconds."""

    scheme: str
    host: str
    port: int
    path: str
    listen: Optional[Listen]
    method: str
    asks: str
    expect: tuple[Any, ...]
    senders: tuple[str, ...]
    log: str
    sure: bool  # the log was declared as the one that every call is in
    every: Optional[float]
    tolerance: Optional[float]
    public: tuple[str, ...]  # the addresses that the name must have
    largest: Optional[int]  # bytes of the largest call

    @property
    def authority(self) -> str:
        """The Host header that a sender sends."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS.get(self.scheme) else f"{name}:{self.port}"

    @property
    def paths(self) -> tuple[str, ...]:
        """What a call's request line in a log may have, without the query."""
        both = (self.path, self.listen.path if self.listen else self.path)
        return tuple(dict.fromkeys(path.partition("?")[0] for path in both))


def wanted(settings: Mapping[str, Any], app: Optional[App] = None) -> Wanted:
    """`settings` are filled in. Odd values are left out: `config` and the declaration tell of them."""
    parts = urlsplit(str(settings.get("url") or ""))
    scheme = parts.scheme or "https"
    path = path_of(str(settings.get("url") or ""))
    log = str(settings.get("log") or "")
    return Wanted(
        scheme=scheme, host=parts.hostname or "", port=_port(parts) or _PORTS.get(scheme, 443), path=path,
        listen=listen_of(str(settings.get("listen") or ""), path),
        method=str(settings.get("method") or "POST").upper(),
        asks="POST" if settings.get("probe_post") is True else "GET",
        expect=_listed(settings.get("expect")), senders=tuple(map(str, _listed(settings.get("sender")))),
        log=log or _log_of(app), sure=bool(log),
        every=units.duration(settings.get("every")), tolerance=units.duration(settings.get("tolerance")),
        public=tuple(map(str, _listed(settings.get("public_address")))),
        largest=units.size(settings.get("largest")),
    )  # fmt: skip


def with_secret(settings: Mapping[str, Any]) -> dict[str, Any]:
    """`secret_env = "NAME"` says the same as `secret = "${NAME}"`."""
    name = str(settings.get("secret_env") or "")
    known = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) and not settings.get("secret")
    return {**settings, "secret": f"${{{name}}}"} if known else dict(settings)


def listen_of(text: str, path: str) -> Optional[Listen]:
    """`127.0.0.1:8080`, `:8080`, `8080`, `[::1]:8080`, each with or without a path behind it."""
    found = re.fullmatch(r"(?:http://)?(?:(\[[0-9A-Fa-f:.]+\]|[\w.*-]*):)?(\d{1,5})(/\S*)?", text.strip())
    if not found or not 0 < int(found[2]) < 65536:
        return None
    return Listen((found[1] or "").strip("[]"), int(found[2]), found[3] or path)


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def within(address: str, nets: tuple[str, ...]) -> bool:
    """Is it one of these addresses or networks?"""
    try:
        one = ipaddress.ip_address(address)
        return any(one in ipaddress.ip_network(net, strict=False) for net in nets)
    except (ValueError, TypeError):
        return False


def is_private(address: str) -> bool:
    """An address that nobody outside of the site can call."""
    try:
        one = ipaddress.ip_address(address)
        return one.is_private or one in ipaddress.ip_network("100.64.0.0/10")
    except (ValueError, TypeError):
        return False


def _port(parts: Any) -> Optional[int]:
    try:
        return parts.port  # type: ignore[no-any-return]
    except ValueError:
        return None


def _log_of(app: Optional[App]) -> str:
    """The app's own log, where it is a file."""
    source = str((app.sections.get("logs") or {}).get("source") or "") if app else ""
    return source if source.startswith("/") else ""


def _listed(value: Any) -> tuple[Any, ...]:
    return () if value in (None, "") else tuple(value) if isinstance(value, (list, tuple)) else (value,)
