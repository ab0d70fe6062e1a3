"""What libpq fills in where an address leaves something out: the service file first, then PG* variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace

from farhand.look import Look
from farhand.target import Target

#: The words of a service file, and the variables that mean the same.
_WORDS = {
    "host": "PGHOST",
    "hostaddr": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "application_name": "PGAPPNAME",
    "options": "PGOPTIONS",
    "client_encoding": "PGCLIENTENCODING",
}
_MOST = 100_000


def values(look: Look, target: Target) -> Mapping[str, str]:
    """The app's environment, overlaid with the section of the service file that it names."""
    env = look.env.values if look.env else {}
    name = target.query.get("service") or env.get("PGSERVICE", "")
    if not name or (look.env and look.env.files is None):
        return env
    told = _section(name, env)
    if told.get("PGPASSWORD"):
        look.secrets.add(told["PGPASSWORD"])
    return {**env, **told}


def _section(name: str, env: Mapping[str, str]) -> dict[str, str]:
    """That section in the words of the environment; empty where there is none that can be read."""
    system = os.path.join(env.get("PGSYSCONFDIR") or "/etc/postgresql-common", "pg_service.conf")
    mine = env.get("PGSERVICEFILE") or os.path.join(env.get("HOME") or "/nonexistent", ".pg_service.conf")
    for path in (mine, system):
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                found = _read(name, file.read(_MOST))
        except OSError:
            continue
        if found:
            return found
    return {}


def _read(name: str, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            inside = line == f"[{name}]"
        elif inside and "=" in line and not line.startswith("#"):
            word, _, value = line.partition("=")
            if word.strip() in _WORDS:
                found[_WORDS[word.strip()]] = value.strip()
    return found


def placed(look: Look, target: Target) -> Target:
    """The address with the host and port that only the service file, PGHOST and PGPORT say."""
    if look.need.kind != "postgres":
        return target
    told = values(look, target)
    host, port = told.get("PGHOST", ""), told.get("PGPORT", "")
    number = int(port) if port.isdigit() else 5432
    left_out = [problem.code for problem in target.problems] == ["no_host"]
    by_service = (
        "service" in target.query and "host" not in target.query and not any(h for h, _ in target.hosts)
    )
    if not host or not target.scheme or not (left_out or by_service):
        return target
    if host.startswith("/"):
        return replace(target, socket=f"{host}/.s.PGSQL.{number}", problems=())
    return replace(target, host=host, port=number, socket="", problems=())
