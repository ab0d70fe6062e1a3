"""What a PostgreSQL driver would use: the URL first, then the PG* variables, then libpq's defaults.

libpq fills in whatever a DSN leaves out, silently. A look that did not do the same would blame a
missing password on the server, or look at another host than the app does.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from farhand.checks import _libpq
from farhand.look import Look
from farhand.model import nothing
from farhand.target import Target

SSLMODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_TRUE = {"true": "require", "1": "require", "on": "require", "yes": "require"}
_FALSE = {"false": "disable", "0": "disable", "off": "disable", "no": "disable", "none": "disable"}


@dataclass(frozen=True)
class Params:
    """One way to connect. `password` is the only secret; it never gets into facts."""

    hosts: tuple[tuple[str, int], ...] = ()
    socket: str = ""
    user: str = ""
    password: str = ""
    database: str = ""
    sslmode: str = "prefer"
    rootcert: str = ""
    cert: str = ""
    key: str = ""
    session: str = "any"  # target_session_attrs
    startup: Mapping[str, str] = field(default_factory=nothing)
    read_only: bool = False
    verified_by: str = ""  # how the root file was found: url, PGSSLROOTCERT, home
    scheme: str = ""  # as in the URL; postgresql+asyncpg names the driver


def params(look: Look, target: Target) -> Params:
    """Everything that a connect needs, as the app's driver would take it together."""
    env = _libpq.values(look, target)
    query, settings = target.query, look.need.settings
    user = target.user or env.get("PGUSER", "") or env.get("USER", "")
    database = target.path.strip("/") or query.get("dbname", "") or env.get("PGDATABASE", "") or user
    hosts, socket = _place(target, env)
    home = env.get("HOME", "")
    rootcert, how = _rootcert(query, env, home)
    password = target.password or query.get("password", "") or env.get("PGPASSWORD", "")
    return Params(
        hosts=hosts,
        socket=socket,
        user=user,
        password=password or _from_file(env, home, hosts, socket, database, user),
        database=_unquoted(database),
        sslmode=_sslmode(query, settings, env, how),
        rootcert=rootcert,
        cert=query.get("sslcert") or env.get("PGSSLCERT") or _there(home, "postgresql.crt"),
        key=query.get("sslkey") or env.get("PGSSLKEY") or _there(home, "postgresql.key"),
        session=query.get("target_session_attrs") or env.get("PGTARGETSESSIONATTRS") or "any",
        startup=_startup(query, env),
        read_only=settings.get("read_only") is True,
        verified_by=how,
    )


def _unquoted(name: str) -> str:
    from urllib.parse import unquote

    return unquote(name)


def _place(target: Target, env: Mapping[str, str]) -> tuple[tuple[tuple[str, int], ...], str]:
    """Hosts with ports, or the socket."""
    said = env.get("PGPORT", "")
    default = int(said) if said.isdigit() else 5432
    default = target.port or default if "port" in target.query else default
    named = [(h, p or default) for h, p in target.hosts if h and not h.startswith("/")]
    if not named and target.host:
        named = [(host.strip(), target.port or 5432) for host in target.host.split(",")]
    elsewhere = env.get("PGHOST", "")
    if not named and elsewhere and "host" not in target.query and not elsewhere.startswith("/"):
        port = env.get("PGPORT", "")
        named = [(elsewhere, int(port) if port.isdigit() else 5432)]
        return tuple(named), ""
    return tuple(named), target.socket if not named else ""


def _sslmode(query: Mapping[str, str], settings: Mapping[str, Any], env: Mapping[str, str], how: str) -> str:
    """The mode, also where a driver calls it `ssl`; an unknown word counts as the default."""
    word = str(
        query.get("sslmode") or settings.get("sslmode") or query.get("ssl") or env.get("PGSSLMODE") or ""
    )
    word = word.lower()
    word = _TRUE.get(word) or _FALSE.get(word) or word
    if word not in SSLMODES:
        word = "verify-full" if query.get("sslrootcert") == "system" else "prefer"
    # libpq: with a root file at hand, `require` verifies the chain as well.
    return "verify-ca" if word == "require" and how else word


def _rootcert(query: Mapping[str, str], env: Mapping[str, str], home: str) -> tuple[str, str]:
    for path, how in ((query.get("sslrootcert"), "url"), (env.get("PGSSLROOTCERT"), "PGSSLROOTCERT")):
        if path:
            return path, how
    path = _there(home, "root.crt")
    return (path, "home") if path else ("", "")


def _there(home: str, name: str) -> str:
    path = Path(home or "/nonexistent", ".postgresql", name)
    try:
        return str(path) if path.is_file() else ""
    except OSError:
        return ""


def _startup(query: Mapping[str, str], env: Mapping[str, str]) -> dict[str, str]:
    """What the app's driver sends along in the startup packet: a pooler may refuse it."""
    found = {
        "application_name": query.get("application_name") or env.get("PGAPPNAME") or "farhand",
        "options": query.get("options") or env.get("PGOPTIONS") or "",
        "client_encoding": query.get("client_encoding") or env.get("PGCLIENTENCODING") or "",
    }
    return {name: value for name, value in found.items() if value}


def _from_file(
    env: Mapping[str, str],
    home: str,
    hosts: tuple[tuple[str, int], ...],
    socket: str,
    database: str,
    user: str,
) -> str:
    """The password of ~/.pgpass (or PGPASSFILE), which libpq reads where no other is given."""
    path = Path(env.get("PGPASSFILE") or os.path.join(home or "/nonexistent", ".pgpass"))
    try:
        lines = path.read_text("utf-8", "surrogateescape")[:100_000].splitlines() if path.is_file() else []
    except OSError:
        return ""
    host, port = hosts[0] if hosts else ("localhost", 5432)
    wanted = (host, str(port), database, user)
    for line in lines:
        parts = [part.replace("\0", ":") for part in line.replace("\\:", "\0").split(":", 4)]
        if len(parts) == 5 and all(a in ("*", b) for a, b in zip(parts, wanted)):
            return parts[4].replace("\\\\", "\\")
    return ""
