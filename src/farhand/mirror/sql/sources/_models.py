"""The DDL of an app's models. Importing them runs the app's code: only where it is asked for."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from typing import Any

from farhand.errors import Mistake
from farhand.mirror.sql.model import Piece


def sqlalchemy(place: str) -> Iterator[Piece]:
    """The tables and indexes of `MODULE:NAME`: a MetaData, or a declarative base. Raises Mistake."""
    from sqlalchemy import create_mock_engine
    from sqlalchemy.dialects import postgresql

    said: list[str] = []
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    engine = create_mock_engine(
        "postgresql://", lambda ddl, *_, **__: said.append(str(ddl.compile(dialect=dialect)))
    )
    found = _named(place)
    metadata = getattr(found, "metadata", found)
    if not hasattr(metadata, "create_all"):
        raise Mistake(
            f"{place} is neither a MetaData nor a declarative base; name one of these as MODULE:NAME"
        )
    metadata.create_all(engine, checkfirst=False)
    yield from (Piece(place, 1, ddl) for ddl in said)


def django(settings: str, major: int) -> Iterator[Piece]:
    """The tables of all models, as Django makes them on PostgreSQL `major`, and what migrations run as SQL.

    No database is asked: what a migration alters, Django only knows with one. Raises Mistake.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    try:
        import django as framework
        from django.db import connections

        framework.setup()
    except ImportError as error:
        raise Mistake(
            f"{settings} cannot be imported: {error}; name the settings module, from a folder in PYTHONPATH"
        ) from None
    connection = connections["default"]
    if connection.vendor != "postgresql":
        raise Mistake(f"{settings}: its default database is {connection.vendor}, not PostgreSQL")
    # Django asks the server for its version, and writes what that version takes.
    connection.__dict__["pg_version"] = major * 10000
    yield Piece(f"the models of {settings}", 1, "\n".join(_tables(connection)))
    yield from _run_by_migrations()


def _tables(connection: Any) -> list[str]:
    from django.apps import apps

    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
                editor.create_model(model)
    return list(editor.collected_sql)


def _run_by_migrations() -> Iterator[Piece]:
    from django.db.migrations import RunSQL
    from django.db.migrations.loader import MigrationLoader

    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        for one in migration.operations:
            if isinstance(one, RunSQL):
                given = one.sql if isinstance(one.sql, list | tuple) else [one.sql]
                for sql in given:
                    yield Piece(f"{app}.{name}", 1, sql if isinstance(sql, str) else str(sql[0]))


def _named(place: str) -> object:
    module, _, name = place.partition(":")
    try:
        return getattr(importlib.import_module(module), name or "Base")
    except (ImportError, AttributeError, ValueError) as error:
        raise Mistake(
            f"{place} cannot be imported: {error}; write MODULE:NAME, from a folder in PYTHONPATH"
        ) from None
