"""Which declared dependency does a text speak of?  Pure.

By its path or address, where the clue holds one, or the command or the log record that the clue stands in
(`openssl s_client -connect H:P` above the verify error, `HTTPSConnectionPool(host='H', port=P)` below the
traceback); by its name in that record; as the only one of its kind; as the only one that is declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from farhand.diagnose.clues import Clue
from farhand.model import App, Dependency
from farhand.target import PORTS
from farhand.target.schemes import INBOUND, SCHEMES

#: Families of causes that are about one kind of dependency.
_KINDS: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in (*SCHEMES, "kafka")}
_KINDS["db"] = ("postgres", "mysql", "sqlite")
#: Families that are about what a dependency is reached by, and about paths; these have no address.
_REACHED = frozenset({"tcp", "tls", "dns", "proxy", *_KINDS})
_ON_DISK = ("directory", "file", "nfs", "sqlite", "volume")
#: What is wrong with a setting, which the record of the log names by the dependency that it is for.
_SETTINGS = ("config.url_malformed", "config.value_malformed", "config.env_missing", "config.file_invalid")
_HOST_ITSELF = ("limits", "memory")
_URL = re.compile(
    r"^(?P<scheme>[a-z][a-z0-9+.-]*):(?://)?(?:[^/@\s]*@)?(?P<host>\[[^\]]+\]|[^:/?#\s,]+)?(?::(?P<port>\d+))?",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?<![\w.:/])/(?:[\w.@+-]+/?)+")


@dataclass(frozen=True)
class _Place:
    """Where a dependency is declared to be. Variables are never expanded: they have no place."""

    dependency: Dependency
    host: str = ""
    port: str = ""
    path: str = ""


def named(clues: Iterable[Clue], app: App | None) -> list[Clue]:
    """The clues, each under the name of the dependency that it is about, where one can be told."""
    if app is None or not app.dependencies:
        return list(clues)
    places = [place for d in app.dependencies for place in _places(d)]
    return [_named(clue, app.dependencies, places) for clue in clues]


def _named(clue: Clue, dependencies: Sequence[Dependency], places: Sequence[_Place]) -> Clue:
    family = clue.cause.partition(".")[0]
    if family in _HOST_ITSELF:
        return clue if clue.subject else replace(clue, subject="host")
    found = _by_subject(clue, places)
    if not found and family == "fs":
        found = _by_path(clue, places)
    if not found and family in _REACHED:
        found = _by_address(clue.around, places)
    if not found and clue.cause in _SETTINGS:
        found = _by_name(clue.around, dependencies)
    if not found and family in (*_REACHED, "fs"):
        found = _by_name(clue.around, dependencies) or _by_kind(clue, family, dependencies)
    return replace(clue, subject=found.name) if found else clue


def _by_subject(clue: Clue, places: Sequence[_Place]) -> Dependency | None:
    """The clue's own subject is an address or a path of it."""
    host, _, port = clue.subject.rpartition(":")
    host, port = (host, port) if host and port.isdigit() else (clue.subject, "")
    exact = [p.dependency for p in places if host and (p.host, p.port) == (host, port)]
    return _only(exact) or _only(p.dependency for p in places if host and host in (p.host, p.path))


def _by_path(clue: Clue, places: Sequence[_Place]) -> Dependency | None:
    """The longest declared path that a path in the clue's lines begins with."""
    said = _PATH.findall(" ".join([clue.subject, *(text for _, text in clue.lines)]))
    fits = [p for p in places if p.path and any(_inside(path, p.path) for path in said)]
    longest = max((len(p.path) for p in fits), default=0)
    return _only(p.dependency for p in fits if len(p.path) == longest)


def _inside(path: str, declared: str) -> bool:
    return path.rstrip("/") == declared or path.startswith(declared + "/") or declared.startswith(path + "/")


def _by_address(around: str, places: Sequence[_Place]) -> Dependency | None:
    """Host and port stand together in the text around it; else the host alone does."""
    hosts = [p for p in places if p.host and _stands(p.host).search(around)]
    return _only(p.dependency for p in hosts if p.port and _stands(p.port).search(around)) or _only(
        p.dependency for p in hosts
    )


@cache
def _stands(word: str) -> re.Pattern[str]:
    """As a word of its own, which is no part of a longer name or number."""
    return re.compile(rf"(?<![\w.-]){re.escape(word)}(?![\w-]|\.\w)", re.IGNORECASE)


def _by_name(around: str, dependencies: Sequence[Dependency]) -> Dependency | None:
    """A log record that names one: its logger, or its first line."""
    first = around.partition("\n")[0]
    if not re.match(r"\W?\d{4}-\d\d-\d\d|\W?[A-Z]{4,8}\b|\{", first):
        return None
    return _only(
        d for d in dependencies if _stands(d.name).search(first.replace(f".{d.name}]", f" {d.name}]"))
    )


def _by_kind(clue: Clue, family: str, dependencies: Sequence[Dependency]) -> Dependency | None:
    """The only one of the kind that such causes are about; the only one at all."""
    if clue.subject and family != "fs":
        return None
    alone = dependencies[0] if len(dependencies) == 1 else None
    if clue.cause == "http.webhook_missing" and (
        called := _only(d for d in dependencies if d.kind in INBOUND)
    ):
        return called
    if family == "fs":
        return None if clue.subject else _only(d for d in dependencies if d.kind in _ON_DISK)
    if kinds := _KINDS.get(family):
        return _only(d for d in dependencies if d.kind in kinds) or (alone if family == "http" else None)
    return alone or _only(d for d in dependencies if d.kind not in _ON_DISK)


def _only(found: Iterable[Dependency]) -> Dependency | None:
    """The one that was found, if no other one was."""
    different = {d.name: d for d in found}
    return next(iter(different.values())) if len(different) == 1 else None


def _places(dependency: Dependency) -> Iterator[_Place]:
    """Host and port, or path, as they are declared."""
    settings = dependency.settings
    url, host, path = (str(settings.get(key, "")) for key in ("url", "host", "path"))
    found = _URL.match(url) if "${" not in url.partition("?")[0].rpartition("@")[2] else None
    if found and found["host"] and "$" not in found["host"]:
        port = found["port"] or str(PORTS.get(found["scheme"].lower(), ""))
        yield _Place(dependency, found["host"].strip("[]"), port)
    if host and "$" not in host:
        port = settings.get("port") or PORTS.get(dependency.kind, "")
        yield _Place(dependency, host.strip("[]"), "" if "$" in str(port) else str(port))
    if path.startswith("/") and "$" not in path:
        yield _Place(dependency, path=path.rstrip("/"))
    elif url.startswith("sqlite") and "/" in url:
        yield _Place(dependency, path="/" + url.partition("///")[2].lstrip("/").partition("?")[0])
