"""Where a dependency is, as HOST:PORT or a path, never with a login; and whose a place is.  Pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from farhand import proxyenv
from farhand.checks import config
from farhand.model import App, Dependency
from farhand.target import read_target
from farhand.target.schemes import ON_DISK
from farhand.topology.model import AT, SITE, Known

#: Stands for the value of a variable that is not known.
_UNSET = "variable-not-set"
#: Words that end the names of a cloud's own services.
_CLOUD = (".amazonaws.com", ".azure.com", ".windows.net", ".googleapis.com", ".cloudsql.internal")


def place(host: str, port: object = None) -> str:
    """HOST:PORT, an IPv6 address in brackets."""
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port}" if port else shown


def host_of(where: str) -> str:
    """The host of a place."""
    found = re.fullmatch(r"\[(.+)\](?::\d+)?|([^:]*)(?::\d+)?|(.*)", where)
    return next((g for g in found.groups() if g), "") if found else where


def of_need(need: Dependency, values: Mapping[str, str] | None = None) -> str:
    """The place that the settings name; empty where they hold a variable that `values` does not.

    `values` is an environment that evidence shows: data that is compared, never probed.
    """
    given = {**dict.fromkeys(config.variables(need.settings), _UNSET), **(values or {})}
    settings = {key: config.fill(value, given) for key, value in need.settings.items()}
    if need.kind in ON_DISK:
        path = str(settings.get("path") or settings.get("url") or "")
        return "" if _UNSET in path else path
    target = read_target(settings, need.kind)
    if _UNSET in f"{target.host} {target.socket}" or target.problems:
        return ""
    return target.socket or (place(target.host, target.port) if target.host else "")


def of_proxy(value: str) -> str:
    """HOST:PORT of a proxy variable; empty where there is none in it."""
    address, _ = proxyenv.read_address(value) if value else (None, ())
    return place(address.host, address.port) if address else ""


def is_private(host: str) -> bool:
    """An address of a private network, or of this host."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or not ("." in host or ":" in host)
    return found.is_private or found.is_loopback or found.is_link_local


def is_address(host: str) -> bool:
    """An address rather than a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(host: str) -> bool:
    """An address that the internet leads to."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def is_managed(host: str) -> bool:
    """A name that a cloud gives to its own services."""
    return host.rstrip(".").lower().endswith(_CLOUD)


def settled(app: App | None, rows: Iterable[Known]) -> Iterator[Known]:
    """The same, with the dependency's name instead of the place where one dependency is there.

    What is of a place that nobody declared keeps the place: it is a component of its own.
    """
    known = list(rows)
    there = whose(app, known)
    others = {row.of for row in known if row.of.startswith(AT)}
    addresses = {row.of: row.value for row in known if row.what == "address" and row.of in others}
    for row in known:
        if row.of not in others:
            yield row
            continue
        where, host = row.of.removeprefix(AT).lower(), host_of(row.of.removeprefix(AT)).lower()
        names = (there.get(key, "") for key in (where, host, addresses.get(row.of, "")))
        alone = AT + host if AT + host in others else row.of
        yield Known(next(filter(None, names), alone), row.what, row.value, row.origin)


def whose(app: App | None, known: Iterable[Known]) -> dict[str, str]:
    """Place, host or address -> the one dependency that is there."""
    found: dict[str, set[str]] = {}
    names = {need.name for need in app.dependencies} if app else set()
    for row in known:
        if row.what in ("place", "address") and row.of != SITE and not row.of.startswith(AT):
            names.add(row.of)
            for key in {row.value.lower(), host_of(row.value).lower()} - {""}:
                found.setdefault(key, set()).add(row.of)
    for name in names:
        found.setdefault(name.lower(), set()).add(name)
    return {key: next(iter(who)) for key, who in found.items() if len(who) == 1}


def quoted(there: Mapping[str, str], text: str) -> str:
    """The one dependency of which host and port both stand in a text; empty for none, or several."""
    said = set(re.findall(r"[\w.-]+", text.lower()))
    keys = (key for key in there if {host_of(key), key.rpartition(":")[2]} <= said and ":" in key)
    found = {there[key] for key in keys}
    return next(iter(found)) if len(found) == 1 else ""


def common_name(issuer: str) -> str:
    """The name of who issued a certificate, without the rest of the subject."""
    found = re.search(r"\bCN ?= ?([^,;/]+)", issuer)
    return found[1].strip() if found else issuer.strip()


def words(value: Any) -> str:
    """A fact as one text, whatever it is."""
    return value if isinstance(value, str) else "" if value is None else str(value)
