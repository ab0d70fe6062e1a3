"""Django: the files in the apps' `migrations` against the table `django_migrations` of the default database.

What `showmigrations` does, without importing the migrations: a large app has hundreds, and they are its code.
The connection is a wrapper made anew from the settings, without the pool that they may ask for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from farhand.embed.migrations import not_seen, row, why
from farhand.embed.migrations._scripts import constants, files
from farhand.embed.process import Process

_GONE = ("no such table", "does not exist", "doesn't exist")
Key = tuple[str, str]


def look(process: Process) -> list[dict[str, Any]]:
    apps = getattr(sys.modules.get("django.apps"), "apps", None)
    database = sys.modules.get("django.db")
    if apps is None or not apps.ready or database is None:
        return []
    given = dict(database.connections.settings.get("default") or {})
    if not _can_be_asked(given):
        return []
    there = dict(_all(apps, sys.modules["django.conf"].settings))
    if not there:
        return []
    try:
        applied = _applied(given)
    except Exception as error:
        if not any(word in str(error).lower() for word in _GONE):
            return [not_seen("django", "default", why(process, error))]
        applied = set()
    labels = {config.label for config in apps.get_app_configs()}
    pending, strange = compare(there, applied, labels)
    return [row("django", "default", pending, strange)]


def _can_be_asked(given: Mapping[str, Any]) -> bool:
    """False without a database, and where asking would make one: SQLite's file that is not there."""
    engine, name = str(given.get("ENGINE") or ""), str(given.get("NAME") or "")
    if not engine or engine.endswith("dummy") or f"{engine}.base" not in sys.modules:
        return False
    return "sqlite" not in engine or os.path.exists(name)


def compare(
    there: Mapping[Key, tuple[Key, ...]], applied: set[Key], labels: set[str]
) -> tuple[list[str], list[str]]:
    """What is pending and what the code does not know, `app.name` each. `there` maps to what it replaces."""
    replaced = {one: key for key, before in there.items() for one in before}
    squashed = {key for key, before in there.items() if before and applied.issuperset(before)}
    done = applied | squashed
    pending = [key for key in there if key not in done and replaced.get(key) not in done]
    for (
        key,
        before,
    ) in there.items():  # a squashed one stands for those that it replaces, unless some are applied
        if before and not applied.isdisjoint(before) and key in pending:
            pending.remove(key)
        elif before and key in pending:
            pending = [one for one in pending if one not in before]
    strange = [key for key in applied if key[0] in labels and key not in there and key not in replaced]
    return [".".join(key) for key in sorted(pending)], [".".join(key) for key in sorted(strange)]


def _applied(given: dict[str, Any]) -> set[Key]:
    """Raises what the driver raises."""
    options = {key: value for key, value in (given.get("OPTIONS") or {}).items() if key != "pool"}
    settings = {**given, "OPTIONS": options, "CONN_MAX_AGE": 0}
    backend = sys.modules[f"{given['ENGINE']}.base"]
    connection = backend.DatabaseWrapper(settings, "default")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return {(str(app), str(name)) for app, name in cursor.fetchall()}
    finally:
        connection.close()


def _all(apps: Any, settings: Any) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    for config in apps.get_app_configs():
        folder = _folder(config, settings)
        for path in files(folder) if folder else ():
            replaces = constants(path, ("replaces",)).get("replaces") if _may_replace(path) else None
            pairs = replaces if isinstance(replaces, (list, tuple)) else ()
            yield (config.label, path.stem), tuple((str(a), str(b)) for a, b in pairs)


def _folder(config: Any, settings: Any) -> Path | None:
    """Where an app's migrations are; None where MIGRATION_MODULES switches them off or cannot be followed."""
    named = (getattr(settings, "MIGRATION_MODULES", None) or {}).get(config.label, "")
    if named is None:
        return None
    if not named:
        return Path(config.path) / "migrations"
    package, _, last = named.rpartition(".")
    inside = getattr(sys.modules.get(named), "__path__", None)
    around = getattr(sys.modules.get(package), "__path__", None)
    return Path(next(iter(inside))) if inside else Path(next(iter(around)), last) if around else None


def _may_replace(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"replaces" in file.read(4096)
    except OSError:
        return False
