"""The variables by which an app finds its servers, filled with the addresses of a running world.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit, urlunsplit

from farhand.mirror.run.nouns import Address
from farhand.model import App

#: What a setting of a declared dependency is called -> the part of an address that it takes.
_PARTS = ("url", "host", "port", "user", "password", "name")
_WHOLE = re.compile(r"\$\{(\w+)\}")
#: Names of one variable by which libraries and frameworks find a server of that kind.
_USUAL = {"postgresql": "DATABASE_URL", "mysql": "DATABASE_URL", "redis": "REDIS_URL"}


def variables_of(addresses: Iterable[Address], app: App | None = None) -> dict[str, str]:
    """FARHAND_MIRROR_<NAME>_URL and so on for each server, the usual name of its kind, those declared."""
    found: dict[str, str] = {}
    for address in addresses:
        parts = parts_of(address)
        prefix = prefix_of(address.service)
        found.update({f"{prefix}_{name.upper()}": value for name, value in parts.items()})
        found.setdefault(_USUAL.get(urlsplit(address.url).scheme, f"{prefix}_URL"), address.url)
        found.update(_declared(app, address.service, parts) if app else {})
    return found


def prefix_of(service: str) -> str:
    """With which the variables of a server begin."""
    return "FARHAND_MIRROR_" + re.sub(r"\W", "_", service).upper()


def parts_of(address: Address) -> dict[str, str]:
    """url, host, port, user, password, name."""
    url = urlsplit(address.url)
    texts = (address.url, address.host, str(address.port), url.username, url.password, url.path.lstrip("/"))
    return {name: text or "" for name, text in zip(_PARTS, texts)}


def _declared(app: App, service: str, parts: Mapping[str, str]) -> dict[str, str]:
    """Variables that the declaration gives this dependency's address by."""
    settings = next((one.settings for one in app.dependencies if one.name == service), {})
    named = ((part, _WHOLE.fullmatch(str(settings.get(part, "")))) for part in _PARTS)
    return {match.group(1): parts[part] for part, match in named if match and parts[part]}


def put_in(text: str, addresses: Iterable[Address]) -> str:
    """A value with `{database}` and `{database.port}` filled in, and a URL led to the mirror's own server."""
    for address in addresses:
        parts = parts_of(address)
        text = text.replace("{" + address.service + "}", address.url)
        for name, value in parts.items():
            text = text.replace("{" + f"{address.service}.{name}" + "}", value)
        text = _led(text, address)
    return text


def _led(text: str, address: Address) -> str:
    """A URL whose host is the server's name: with the private address, user and password."""
    try:
        url = urlsplit(text)
        if url.hostname != address.service.lower():
            return text
    except ValueError:
        return text
    real = urlsplit(address.url)
    return urlunsplit((url.scheme, real.netloc, real.path, url.query, url.fragment))
