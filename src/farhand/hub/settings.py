"""Where the workbench listens, what it answers to, and its limits.  Pure."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from farhand.errors import Mistake

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds, rates as (how many, within how many seconds)."""

    form: int = 64 << 10
    paste: int = 1 << 20
    upload: int = 8 << 20
    files: int = 200  # attachments of one case
    waiting: int = 4  # files of one session that are looked through and not yet kept
    slow: float = 60.0  # for the body of one request
    idle: int = 2 * 3600
    whole: int = 12 * 3600
    streams: int = 6  # event streams of one session
    logins: tuple[int, float] = (10, 300.0)
    links: tuple[int, float] = (60, 300.0)
    writes: tuple[int, float] = (120, 60.0)
    pastes: tuple[int, float] = (20, 60.0)


@dataclass(frozen=True)
class Settings:
    """One workbench. `origins` are the addresses by which browsers may know it, without a path."""

    folder: Path
    origins: frozenset[str]
    secure: bool = False
    behind_proxy: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def hosts(self) -> frozenset[str]:
        """What may stand in a Host header."""
        return frozenset(urlsplit(origin).netloc for origin in self.origins)

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; its prefix makes browsers refuse it from anywhere else."""
        return "__Host-farhand" if self.secure else "farhand"


def settings(
    folder: Path, host: str, port: int, tls: bool = False, proxy: str = "", names: tuple[str, ...] = ()
) -> Settings:
    """`proxy` is the https address that a declared proxy serves; `names` are further host names with TLS.

    Raises Mistake where people would send passwords over a network in the clear.
    """
    if not is_loopback(host) and not (tls or proxy):
        raise Mistake(
            f"--listen {host}: passwords would cross the network in the clear; give --tls-cert and "
            "--tls-key, or --behind-proxy https://NAME for a proxy that does TLS"
        )
    if proxy:
        return Settings(folder, frozenset({_origin(proxy)}), secure=True, behind_proxy=True)
    scheme = "https" if tls else "http"
    known = _LOOPBACK if is_loopback(host) else (_bracketed(host),)
    places = {_place(name, port, tls) for name in (*known, *names)}
    return Settings(folder, frozenset(f"{scheme}://{place}" for place in places), secure=tls)


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _place(name: str, port: int, tls: bool) -> str:
    """As a browser writes it: without the port that goes without saying."""
    return name.lower() if port == (443 if tls else 80) else f"{name.lower()}:{port}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise Mistake(
            f"--behind-proxy {text}: give the address that people use, as in https://cases.example.com"
        )
    return f"https://{parts.netloc.lower()}"
