"""Where the declared request goes: to the app as it runs, or to the copy that was started.  I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from farhand.checks import config
from farhand.checks._variables import value_of
from farhand.deadline import Deadline
from farhand.errors import Mistake
from farhand.isolate.model import Site
from farhand.model import Dependency
from farhand.target.units import duration
from farhand.wire import shot
from farhand.wire.tcp import open_tcp

#: Methods that change nothing by what they mean.
SAFE = ("GET", "HEAD", "OPTIONS")
#: Seconds for the request where it does not say, and for a first connect.
SECONDS, _KNOCK = 10.0, 1.0


def method(site: Site) -> str:
    return str(site.request.get("method") or "GET").upper()


def seconds(site: Site) -> float:
    return duration(site.request.get("timeout", "")) or SECONDS


def url(site: Site) -> str:
    """The URL as it is asked. Raises Mistake where it is none."""
    text = str(filled(site, site.request.get("url") or ""))
    parts = urlsplit(text)
    try:
        there = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        there = False
    if not there:
        raise Mistake('[isolate] request: its url must be as in "http://127.0.0.1:8080/api/ping"')
    if not uses_started(site):
        return text
    assert site.held.started
    netloc = f"127.0.0.1:{site.held.started.port}"
    return urlunsplit(parts._replace(scheme="http", netloc=netloc))


def uses_started(site: Site) -> bool:
    """True where the request goes to the copy that was started."""
    started = site.held.started
    if started is None or not started.port:
        return False
    return site.wishes.against == "started" or (site.wishes.against == "auto" and not running(site))


def running(site: Site) -> bool:
    """Somebody takes connections where the declared request goes."""
    place = place_of(str(filled(site, site.request.get("url") or "")))
    if place is None:
        return False
    try:
        address = shot.addresses(place.host, place.port)[0]
        open_tcp(address, place.port, Deadline(_KNOCK)).close()
    except (OSError, ValueError, IndexError):
        return False
    return True


def place_of(text: str) -> shot.Place | None:
    try:
        parts = urlsplit(text)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        return None
    return shot.Place(parts.hostname, port, parts.scheme == "https") if parts.hostname else None


def filled(site: Site, value: Any) -> Any:
    """With the site's values in the place of ${VAR}."""
    given = site.settings.env.values if site.settings.env else {}
    names = config.variables(value)
    return config.fill(value, {name: value_of(site.app, name, given) or "" for name in names})


def need(site: Site, headers: Mapping[str, str]) -> Dependency:
    """The request as a dependency of the kind http, for the check of that name; `headers` are ours."""
    settings = {k: v for k, v in site.request.items() if k in ("expect", "method", "body")}
    told = site.request.get("headers") or {}
    return Dependency(
        "request",
        "http",
        {**settings, "url": url(site), "headers": {**told, **headers}, "proxy": "none"},
        why="one request to the app itself",
        run_by="customer",  # it runs at the site; a fault of its code is the vendor's by its cause
        timeout=seconds(site),
    )
