"""What is noted down of the app's environment: names, lengths, shapes and places, never a value."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.checks import _definitions, _files, config
from farhand.checks._variables import problems, schemes_for, strangers
from farhand.look import Look
from farhand.model import App, Variable
from farhand.target.shapes import SAYS

#: Variables that libraries read by themselves and that name a bundle of authorities.
BUNDLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE")
_OF_FILE = ("line_ends", "bom_of_file", "utf16")
OVER_TLS = ("http", "tls", "s3")
_ZONES = "/usr/share/zoneinfo"
#: A declared path with such a word in its name is written by the app, or looked at by a check of its own.
_MADE_LATER = re.compile(
    r"(^|_)(LOGS?|OUT|OUTPUT|TMP|TEMP|PID|PIDFILE|SOCK|SOCKET|DATA|CACHE|UPLOADS?|STORAGE|DB|DIR|FOLDER|ROOT|HOME|PREFIX)(_|$)"
)


def facts_of(look: Look) -> dict[str, Any]:
    env = look.env
    assert env is not None
    names = [v.name for v in look.app.env]
    lacking = any(not env.values.get(name) for name in names)
    return {
        "source": env.source,
        "platform": env.platform,
        "in_container": config.in_container(look),
        "certain": env.certain,
        "variables": [_variable(look, v) for v in look.app.env],
        "strangers": _strangers(look, names) if lacking else [],
        "app": look.app.name,
        **_definitions.places(look.env, names),
        "files": list(_named_files(look)),
        "zones": list(_zones(look)),
    }


def _strangers(look: Look, names: Sequence[str]) -> list[dict[str, Any]]:
    """What is set but declared by nobody: among it may be what is missed. Only where something is missed."""
    values = look.env.values if look.env else {}
    return [{"name": name, "like": like} for name, like in strangers(values, names)][:300]


def _variable(look: Look, variable: Variable) -> dict[str, Any]:
    values = look.env.values if look.env else {}
    value = values.get(variable.name)
    found = problems(variable, value) if value else []
    return {
        "name": variable.name,
        "required": variable.required,
        "format": variable.format,
        "aliases": list(variable.aliases),
        "schemes": [] if value else schemes_for(look.app, variable),
        "default": variable.default is not None,
        "set": value is not None,
        "length": len(value or ""),
        "used_by": [n.name for n in look.app.dependencies if variable.name in config.variables(n.settings)],
        "secret": variable.secret,
        "problems": [{"code": p.code, "says": p.says} for p in found]
        + _bom_in_name(values, variable.name)
        + _notes(look, variable.name),
    }


def _bom_in_name(values: Mapping[str, str], name: str) -> list[dict[str, str]]:
    if name in values or f"\ufeff{name}" not in values:
        return []
    return [
        {
            "code": "bom",
            "says": f"a byte-order mark at the begin of the file has become a part of the name {name}",
        }
    ]


def _notes(look: Look, name: str) -> list[dict[str, str]]:
    """What is wrong with the whole file: UTF-16, or what only this platform takes away."""
    rows = look.env.definitions if look.env else ()
    code = next((row.note for row in rows if row.name == name and row.note), "")
    return [{"code": code, "says": f"{name} {SAYS[code]}"}] if code in _OF_FILE else []


def _named_files(look: Look) -> Iterator[dict[str, Any]]:
    env = look.env
    assert env is not None
    tls = any(n.kind in OVER_TLS for n in look.app.dependencies)
    for name in BUNDLES:
        if env.values.get(name, "").strip():
            row = _files.state(env.values[name], _files.CERTIFICATE, env)
            if row:
                yield {"variable": name, "matters": tls or name in {v.name for v in look.app.env}, **row}
    for variable in look.app.env:
        value = env.values.get(variable.name, "")
        if (
            variable.name not in BUNDLES
            and value
            and _is_file(variable, value)
            and not has_check(look.app, variable)
        ):
            row = _files.state(value, holds(variable.name), env)
            if row:
                yield {"variable": variable.name, "matters": True, **row}


def _is_file(variable: Variable, value: str) -> bool:
    if problems(variable, value) or made_later(variable.name):
        return False
    return variable.format == "path" or (value.startswith("/") and holds(variable.name) != _files.ANY)


def holds(name: str) -> str:
    words = set(name.upper().split("_"))
    if (
        words & {"CA", "CERT", "CERTS", "CRT", "CERTIFICATE", "CABUNDLE", "SSLROOTCERT", "SSLCERT"}
        and "DIR" not in words
    ):
        return _files.CERTIFICATE
    return (
        _files.KEY
        if name.upper().endswith(("TLS_KEY", "TLS_KEY_FILE", "SSL_KEY", "SSL_KEY_FILE", "PRIVATE_KEY_FILE"))
        else _files.ANY
    )


def made_later(name: str) -> bool:
    """True where the name says that the app itself makes the file."""
    return bool(_MADE_LATER.search(name.upper()))


def is_zone(name: str) -> bool:
    return re.fullmatch(r"(\w+_)?(TZ|TIME_?ZONE)", name) is not None


def has_check(app: App, variable: Variable) -> bool:
    """A directory or database file has a check of its own, which says more."""
    return any(
        n.kind in ("directory", "sqlite") and variable.name in config.variables(n.settings)
        for n in app.dependencies
    )


def _zones(look: Look) -> Iterator[dict[str, str]]:
    """Names of time zones that do not exist; a POSIX rule such as CET-1CEST needs no file."""
    env = look.env
    assert env is not None
    declared = [v.name for v in look.app.env if is_zone(v.name)]
    for name in dict.fromkeys(["TZ", *declared]):
        zone = env.values.get(name, "").lstrip(":").strip()
        if zone and env.files is not None:
            yield {
                "variable": name,
                "zone": zone[:60],
                "state": _zone(zone, env.files, env.values.get("TZDIR", "")),
            }


def _zone(zone: str, root: str, folder: str) -> str:
    if re.fullmatch(r"(<[+\-\w]+>|[A-Za-z]{3,})[+-]?\d{1,3}(:\d\d)*\S*", zone) or zone in (
        "UTC",
        "GMT",
        "Z",
        "local",
        "localtime",
    ):
        return "ok"
    if zone.startswith("/"):
        return "ok" if os.path.exists(root + zone) else "unknown"
    base = root + (folder or _ZONES)
    if not os.path.isdir(base) or not os.path.exists(f"{base}/Europe"):
        return "no_zones"
    plain = ".." not in zone and not set(zone) - set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-"
    )
    return "ok" if plain and os.path.isfile(f"{base}/{zone}") else "unknown"
