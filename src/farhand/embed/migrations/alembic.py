"""Alembic: the heads of its scripts against the table `alembic_version` (alembic.sqlalchemy.org).

The scripts are found by alembic.ini or pyproject.toml in the app's folder, or by `[embed] alembic`. The table
is read through the app's own engine, but by a pool made anew from it (`Pool.recreate`) and closed again.
"""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from farhand.embed.finder import Finder
from farhand.embed.migrations import not_seen, row, why
from farhand.embed.migrations._scripts import constants, files, names
from farhand.embed.places import Place, place
from farhand.embed.pools import sqlalchemy as engines
from farhand.embed.process import Process

_TABLE = "alembic_version"
_GONE = ("no such table", "does not exist", "doesn't exist", "undefinedtable")


@dataclass(frozen=True)
class Script:
    revision: str
    down: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()


def look(process: Process) -> list[dict[str, Any]]:
    """One row for the database whose engine has the table; none where the app has no scripts."""
    scripts = {s.revision: s for folder in folders(process) for s in _scripts(folder)}
    if not scripts:
        return []
    found = process.of(Finder).instances(process, engines.CLASSES)
    if not found:
        return [not_seen("alembic", "", "no SQLAlchemy engine is found in this process")]
    places = {leads_to(engine): engine for engine in found}
    rows = [_of_engine(process, engine, where, scripts) for where, engine in list(places.items())[:5]]
    there = [one for one in rows if one and one.get("current") is not None]
    return there or [one for one in rows if one][:1]


def leads_to(engine: Any) -> Place:
    leads = engines.leads_to(engine)
    return place(*leads) if leads else Place()


def _of_engine(
    process: Process, engine: Any, where: Place, scripts: Mapping[str, Script]
) -> dict[str, Any] | None:
    """None where there is nothing to ask, or where asking would make it: SQLite's file that is not there."""
    if not where.kind or (where.kind == "sqlite" and not os.path.exists(where.path)):
        return None
    try:
        current = applied(engine)
    except Exception as error:
        if any(word in f"{type(error).__name__} {error}".lower() for word in _GONE):
            return row("alembic", where.says(), pending(scripts, ()), [], heads=heads(scripts))
        return not_seen("alembic", where.says(), why(process, error))
    strange = [one for one in current if one not in scripts]
    return row(
        "alembic", where.says(), pending(scripts, current), strange, current=current, heads=heads(scripts)
    )


def heads(scripts: Mapping[str, Script]) -> list[str]:
    """The revisions that no other goes on from."""
    followed = {one for script in scripts.values() for one in script.down}
    return sorted(set(scripts) - followed)


def pending(scripts: Mapping[str, Script], current: Iterator[str] | list[str] | tuple[str, ...]) -> list[str]:
    """The revisions that are neither current nor before one that is, the first to apply first."""
    done: set[str] = set()
    todo = list(current)
    while todo:
        one = todo.pop()
        if one not in done:
            done.add(one)
            script = scripts.get(one, Script(one))
            todo += [*script.down, *script.depends]
    return [one for one in _in_order(scripts) if one not in done]


def _in_order(scripts: Mapping[str, Script]) -> list[str]:
    """Each revision after those that it goes on from."""
    placed: dict[str, None] = {}
    left = sorted(scripts)
    while left:
        ready = [r for r in left if all(d in placed or d not in scripts for d in scripts[r].down)]
        placed.update(dict.fromkeys(ready or left))  # a circle: as they come
        left = [r for r in left if r not in placed]
    return list(placed)


def applied(engine: Any) -> list[str]:
    """What the table holds. Raises what the driver raises."""
    if not engine.dialect.is_async:
        return _ask(engine)
    import asyncio

    spawn = sys.modules["sqlalchemy.util"].greenlet_spawn
    return asyncio.run(spawn(_ask, engine))


def _ask(engine: Any) -> list[str]:
    pool = engine.pool.recreate()
    try:
        connection = pool.connect()
        try:
            cursor = connection.cursor()
            cursor.execute(f"SELECT version_num FROM {_TABLE}")
            return sorted(str(line[0]) for line in cursor.fetchall())
        finally:
            connection.close()
    finally:
        pool.dispose()


def _scripts(folder: Path) -> Iterator[Script]:
    for path in files(folder):
        said = constants(path, ("revision", "down_revision", "depends_on"))
        if isinstance(said.get("revision"), str):
            yield Script(said["revision"], names(said.get("down_revision")), names(said.get("depends_on")))


def folders(process: Process) -> list[Path]:
    """The folders that hold the scripts of versions; empty where there is no configuration of Alembic's."""
    told = str(process.settings.embed.get("alembic") or process.environment.get("ALEMBIC_CONFIG") or "")
    near = process.settings.path.parent if process.settings.path else Path.cwd()
    places = [Path(told)] if told else [p / "alembic.ini" for p in dict.fromkeys((Path.cwd(), near))]
    for path in places:
        given = _ini(path) or _toml(path.with_name("pyproject.toml"))
        if given.get("script_location"):
            return list(_versions(given, path.parent))
    return []


def _ini(path: Path) -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(path.read_text("utf-8"))
    except (OSError, UnicodeError, configparser.Error):
        return {}
    return dict(parser["alembic"]) if parser.has_section("alembic") else {}


def _toml(path: Path) -> dict[str, Any]:
    """`[tool.alembic]`, which Alembic reads since 1.16."""
    import tomllib

    try:
        tool = tomllib.loads(path.read_text("utf-8")).get("tool", {})
    except (OSError, ValueError, RecursionError):
        return {}
    found = tool.get("alembic") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else {}


def _versions(given: Mapping[str, Any], here: Path) -> Iterator[Path]:
    more = given.get("version_locations")
    rows = (
        more if isinstance(more, list) else str(more or "").replace(os.pathsep, " ").replace(",", " ").split()
    )
    for text in rows or [f"{given['script_location']}/versions"]:
        plain = str(text).replace("%(here)s", str(here)).replace("%%", "%")
        package, named, rest = plain.partition(":")
        base = getattr(sys.modules.get(package), "__path__", None) if named else None
        path = Path(next(iter(base)), rest) if base else Path(plain)
        yield path if path.is_absolute() or path.is_dir() else here / path
