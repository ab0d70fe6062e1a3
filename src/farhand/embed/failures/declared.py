"""Where each declared dependency is in this process: its addresses with the variables filled in.

Passwords are not kept; what is kept stays in memory and is only compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from farhand.model import App, Dependency

#: Names under which a host means itself.
_LOOP = ("localhost", "127.0.0.1", "::1", "0.0.0.0", "ip6-localhost")
#: Settings that tell where something is.
_WHERE = ("url", "host", "port", "path", "endpoint", "address", "name")


@dataclass(frozen=True)
class Place:
    """One declared dependency and where it is."""

    name: str
    kind: str
    hosts: tuple[tuple[str, str], ...] = ()  # host and port; a Unix socket: its path and ""
    path: str = ""
    database: str = ""


class Declared:
    """The places of this process, read once: what the environment says later is not what the app uses."""

    def __init__(self) -> None:
        self._places: tuple[Place, ...] | None = None

    def places(self, process: Process) -> tuple[Place, ...]:
        if self._places is None:
            app, env = process.app, dict(process.environment)
            self._places = tuple(_guarded(process, app, need, env) for need in app.dependencies)
        return self._places


def _guarded(process: Process, app: App, need: Dependency, env: Mapping[str, str]) -> Place:
    try:
        return place_of(app, need, env)
    except Exception as error:  # a setting of any shape must not cost the others
        process.trouble(f"failures: where {need.name!r} is cannot be read: {type(error).__name__}")
        return Place(need.name, need.kind)


def place_of(app: App, need: Dependency, env: Mapping[str, str]) -> Place:
    """Where this dependency is with these variables.  Pure."""
    from farhand.checks import config
    from farhand.deadline import Deadline
    from farhand.look import Environment, Look
    from farhand.target import database_of, read_target

    settings = config.filled(Look(app, need, Deadline(0), Environment(env, "the app's own process")))
    target = read_target(settings, need.kind)
    hosts = dict.fromkeys((same(h), str(p or target.port or "")) for h, p in target.hosts if h)
    if target.host:
        hosts[same(target.host), str(target.port or "")] = None
    if target.socket:
        hosts[target.socket.rpartition("/.s.PGSQL.")[0] or target.socket, ""] = None
    path = str(settings.get("path") or (target.path if need.kind == "sqlite" else ""))
    return Place(need.name, need.kind, tuple(hosts), path.rstrip("/"), database_of(target))


def same(host: str) -> str:
    """One spelling of a host."""
    plain = host.lower().strip("[]").rstrip(".")
    return "localhost" if plain in _LOOP else plain


def readable(app: App, places: tuple[Place, ...]) -> App:
    """The declaration with plain hosts in it, so that a text can be compared with it; no other setting."""
    return replace(app, dependencies=tuple(_plain(n, p) for n, p in zip(app.dependencies, places)))


def _plain(need: Dependency, place: Place) -> Dependency:
    return replace(need, settings=dict(_settings(place)))


def _settings(place: Place) -> Iterator[tuple[str, str]]:
    for host, port in place.hosts[:1]:
        yield "host", host
        yield "port", port
    if place.path:
        yield "path", place.path
