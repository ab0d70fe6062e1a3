"""Where connections go, so that what the app has can be held against what is declared.  Pure, but for the
environment that fills the declared settings."""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from farhand.checks import config
from farhand.checks._variables import value_of
from farhand.embed.process import Process
from farhand.model import Dependency
from farhand.target import read_target
from farhand.target.schemes import SCHEMES, base

#: Kinds whose address is a file.
_FILES = ("sqlite", "directory", "nfs")
#: Kinds that a scheme may name, the more telling first.
_BY_SCHEME = ("postgres", "mysql", "redis", "amqp", "mongodb", "nats", "mqtt", "smtp", "ldap", "grpc", "http")


@dataclass(frozen=True)
class Place:
    """A server and what in it: host and port, or the path of a file or socket."""

    kind: str = ""
    host: str = ""
    port: int | None = None
    name: str = ""  # database, number of a Redis database, virtual host
    path: str = ""

    def same_server(self, other: Place) -> bool:
        mine, theirs = (self.kind, self.path or self.host), (other.kind, other.path or other.host)
        return bool(mine[1]) and mine == theirs and (bool(self.path) or self.port == other.port)

    def says(self) -> str:
        """One word or two for a person; never user or password."""
        where = self.path or (f"{self.host}:{self.port}" if self.port else self.host)
        return f"{self.kind} {where}{f'/{self.name}' if self.name and not self.path else ''}".strip()


def place(kind: str, settings: Mapping[str, Any]) -> Place:
    """The place that settings without variables lead to; an empty one where they cannot be read."""
    if kind in _FILES:
        path = str(settings.get("path") or "")
        return Place(kind, path=os.path.realpath(path) if path else "")
    target = read_target(settings, kind)
    if target.socket:
        return Place(kind, name=target.path.strip("/"), path=target.socket)
    name = str(settings.get("name") or target.path.strip("/") or ("0" if kind == "redis" else ""))
    host = target.host.lower().rstrip(".")
    return Place(kind, "127.0.0.1" if host in ("localhost", "::1") else host, target.port, name)


def kind_of(url: str) -> str:
    """The kind of server that a URL's scheme names; the scheme itself where no kind of Farhand's has it."""
    scheme = base(url.partition("://")[0].lower()) if "://" in url else ""
    return next((kind for kind in _BY_SCHEME if scheme in SCHEMES[kind]), scheme)


def settings_of(process: Process, need: Dependency) -> dict[str, Any]:
    """A declared dependency's settings with the values of this process in them."""
    names = config.variables(need.settings)
    values = {name: value_of(process.app, name, process.environment) or "" for name in names}
    return {key: config.fill(value, values) for key, value in need.settings.items()}


def declared_at(process: Process, where: Place) -> Dependency | None:
    """The declared dependency at that place: the same database first, else one on the same server."""
    rows = [(need, place(need.kind, settings_of(process, need))) for need in process.app.dependencies]
    same = [(need, other) for need, other in rows if where.same_server(other)]
    exact = [need for need, other in same if other.name == where.name or not other.name]
    return exact[0] if exact else None
