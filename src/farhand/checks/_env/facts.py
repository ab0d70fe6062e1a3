"""What is noted down of the app's environment: names, lengths, shapes and places, never a value."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.checks import _files, config
from farhand.checks._variables import problems, schemes_for, strangers
from farhand.look import Definition, Look
from farhand.model import Variable
from farhand.target.shapes import SAYS

#: Variables that libraries read by themselves and that name a bundle of authorities.
_BUNDLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE")
_OF_FILE = ("line_ends", "bom_of_file", "utf16")
_OVER_TLS = ("http", "tls", "s3")
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
        "variables": [_variable(look, v) for v in look.app.env],
        "strangers": _strangers(look, names) if lacking else [],
        "app": look.app.name,
        "shadowed": _shadowed(look, names),
        "stale": _stale(look, names),
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


def _shadowed(look: Look, names: Sequence[str]) -> list[dict[str, Any]]:
    """Declared variables with several definitions whose values differ; where each stands, the winner last."""
    rows: dict[str, list[Definition]] = {}
    for row in look.env.definitions if look.env else ():
        rows.setdefault(row.name, []).append(row)
    return [
        {"name": name, "places": [f"{r.source}:{r.line}" if r.line else r.source for r in rows[name]][-10:]}
        for name in names
        if len({r.value for r in rows.get(name, ())}) > 1
    ]


def _stale(look: Look, names: Sequence[str]) -> list[dict[str, Any]]:
    """Declared variables to which a file that was changed since the start gives another value."""
    env = look.env
    if env is None or not env.newer:
        return []
    now = {row.name: row for row in env.newer}
    return [
        {"name": n, "file": now[n].source}
        for n in names
        if n in now and "${" not in now[n].value and _bare(now[n].value) != _bare(env.values.get(n))
    ]


def _bare(value: str | None) -> str | None:
    """Without what one reader of a file takes away and another keeps."""
    return None if value is None else value.strip().strip("\"'")


def _named_files(look: Look) -> Iterator[dict[str, Any]]:
    env = look.env
    assert env is not None
    tls = any(n.kind in _OVER_TLS for n in look.app.dependencies)
    for name in _BUNDLES:
        if env.values.get(name, "").strip():
            row = _files.state(env.values[name], _files.CERTIFICATE, env)
            if row:
                yield {"variable": name, "matters": tls or name in {v.name for v in look.app.env}, **row}
    for variable in look.app.env:
        value = env.values.get(variable.name, "")
        if (
            variable.name not in _BUNDLES
            and value
            and _is_file(variable, value)
            and not _has_check(look, variable)
        ):
            row = _files.state(value, _holds(variable.name), env)
            if row:
                yield {"variable": variable.name, "matters": True, **row}


def _is_file(variable: Variable, value: str) -> bool:
    if problems(variable, value) or _MADE_LATER.search(variable.name.upper()):
        return False
    return variable.format == "path" or (value.startswith("/") and _holds(variable.name) != _files.ANY)


def _holds(name: str) -> str:
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


def _has_check(look: Look, variable: Variable) -> bool:
    """A directory or database file has a check of its own, which says more."""
    return any(
        n.kind in ("directory", "sqlite") and variable.name in config.variables(n.settings)
        for n in look.app.dependencies
    )


def _zones(look: Look) -> Iterator[dict[str, str]]:
    """Names of time zones that do not exist; a POSIX rule such as CET-1CEST needs no file."""
    env = look.env
    assert env is not None
    declared = [v.name for v in look.app.env if re.fullmatch(r"(\w+_)?(TZ|TIME_?ZONE)", v.name)]
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
