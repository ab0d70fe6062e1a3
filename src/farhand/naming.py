"""Which declared dependency does a text speak of? By its address, or as the only one of its kind.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from farhand.diagnose.clues import Clue
from farhand.model import App, Dependency

#: Families of causes that are about one kind of dependency.
_KINDS: dict[str, tuple[str, ...]] = {
    f: (f,) for f in ("postgres", "mysql", "redis", "amqp", "kafka", "mongodb", "s3", "http")
}
_KINDS["db"] = ("postgres", "mysql", "sqlite")


def named(clues: Iterable[Clue], app: App | None) -> list[Clue]:
    """The clues, each under the name of the dependency that it is about, where one can be told."""
    if app is None or not app.dependencies:
        return list(clues)
    return [_named(clue, app.dependencies) for clue in clues]


def _named(clue: Clue, dependencies: Sequence[Dependency]) -> Clue:
    host = clue.subject.rpartition(":")[0] or clue.subject
    by_host = [d for d in dependencies if host and host in _written(d)]
    kinds = _KINDS.get(clue.cause.partition(".")[0], ())
    by_kind = [d for d in dependencies if d.kind in kinds]
    for found in (by_host, by_kind if not clue.subject else []):
        if len(found) == 1:
            return replace(clue, subject=found[0].name)
    return clue


def _written(dependency: Dependency) -> str:
    """Host and URL as they are declared; variables in them are never expanded."""
    return " ".join(str(dependency.settings.get(key, "")) for key in ("host", "url", "path"))
