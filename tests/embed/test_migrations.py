"""Pending migrations of real projects of Alembic and Django: nothing is run, no pool of theirs is touched."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from farhand.embed import migrations
from farhand.embed.migrations import django as by_django
from farhand.embed.process import Process
from tests.embed.conftest import Make
from tests.embed.servers import Postgres

ROOT = Path(__file__).parents[2]
NAMES = ("one", "two", "three")


def project(folder: Path, url: str) -> None:
    """Three revisions, of which the last raises where it is imported."""
    (folder / "alembic.ini").write_text(
        f"[alembic]\nscript_location = %(here)s/scripts\nsqlalchemy.url = {url}\n"
    )
    (folder / "scripts/versions").mkdir(parents=True)
    (folder / "scripts/env.py").write_text(
        dedent("""
        from alembic import context
        from sqlalchemy import create_engine
        with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """)
    )
    before = None
    for name in NAMES:
        (folder / f"scripts/versions/{name}.py").write_text(
            f"revision: str = {name!r}\ndown_revision = {before!r}\ndef upgrade():\n    pass\n"
        )
        before = name


def upgrade(folder: Path, to: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "alembic", "upgrade", to], cwd=folder, check=True, capture_output=True
    )


def told(process: Process) -> list[dict[str, object]]:
    gc.collect()  # engines of earlier tests
    rows = migrations.told(process)
    assert rows is not None
    return rows


@pytest.mark.parametrize("driver", ["sqlite", "postgresql+psycopg", "postgresql+asyncpg"])
def test_alembic(
    driver: str, tmp_path: Path, make: Make, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlalchemy
    from sqlalchemy.ext.asyncio import create_async_engine

    postgres.sql("drop table if exists alembic_version", "appdb")
    on_postgres = postgres.url.replace("postgresql:", "postgresql+psycopg:")
    url = f"sqlite:///{tmp_path}/app.db" if driver == "sqlite" else on_postgres
    project(tmp_path, url)
    upgrade(tmp_path, "two")
    (tmp_path / "scripts/versions/four.py").write_text('revision = "four"\ndown_revision = "three"\n1 / 0\n')
    monkeypatch.chdir(tmp_path)
    if driver.endswith("asyncpg"):
        engine = create_async_engine(url.replace("+psycopg", "+asyncpg"), pool_size=1, max_overflow=0)
        pool = engine.sync_engine.pool
    else:
        engine = sqlalchemy.create_engine(url, pool_size=1, max_overflow=0)
        pool = engine.pool
    process = make()
    rows = told(process)
    assert [row["tool"] for row in rows] == ["alembic"]
    assert (rows[0]["outcome"], rows[0]["pending"], rows[0]["heads"]) == ("warn", ["three", "four"], ["four"])
    assert pool.checkedin() == pool.checkedout() == 0, "the app's own pool has been used"  # type: ignore[attr-defined]
    if driver != "sqlite":
        assert postgres.clients() == 0
    assert "planted" not in str(rows)
    assert told(process) is rows, "an answer holds for a minute"
    assert engine


def test_a_database_that_is_ahead_of_the_code(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlalchemy

    project(tmp_path, f"sqlite:///{tmp_path}/app.db")
    upgrade(tmp_path, "head")
    (tmp_path / "scripts/versions/three.py").unlink()
    monkeypatch.chdir(tmp_path)
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path}/app.db")
    row = told(make())[0]
    assert row["unknown_to_code"] == ["three"]
    assert "the database has three, which this build of the app does not know" in str(row["says"])
    assert engine


def test_a_database_that_refuses_is_not_asked_again_soon(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlalchemy

    project(tmp_path, "x")
    monkeypatch.chdir(tmp_path)
    engine = sqlalchemy.create_engine("postgresql+psycopg://app:planted-pg@127.0.0.1:1/app")
    process = make()
    row = told(process)[0]
    assert row["outcome"] == "unknown"
    assert "OperationalError" in str(row["says"]) or "ConnectionTimeout" in str(row["says"])
    assert "planted" not in str(row)
    held = process.of(migrations.Migrations)
    assert held.until > migrations.time.monotonic() + migrations.FRESH
    assert engine


_DJANGO = """
import json, sys, django
from django.conf import settings
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[2] + "/app.db"}},
    INSTALLED_APPS=["shop"], DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()
from django.core.management import call_command
call_command("migrate", "shop", "0001", verbosity=0)
for name in ("0003_later", "0004_more"):
    before = {"0003_later": "0002_second", "0004_more": "0003_later"}[name]
    open(sys.argv[2] + f"/shop/migrations/{name}.py", "w").write("1 / 0")
from farhand.embed import migrations
from farhand.embed.process import Process
process = Process(sys.argv[1])
print(json.dumps(migrations.told(process)))
print(process.problems, file=sys.stderr)
"""


def test_django(tmp_path: Path) -> None:
    import json

    (tmp_path / "farhand.toml").write_text('[app]\nname = "shop"\n')
    scripts = tmp_path / "shop/migrations"
    scripts.mkdir(parents=True)
    for folder in (tmp_path / "shop", scripts):
        (folder / "__init__.py").write_text("")
    for name, before in (("0001_first", ()), ("0002_second", (("shop", "0001_first"),))):
        (scripts / f"{name}.py").write_text(
            "from django.db import migrations\nclass Migration(migrations.Migration):\n"
            f"    dependencies = {list(before)!r}\n    operations = []\n"
        )
    done = subprocess.run(
        [sys.executable, "-c", _DJANGO, str(tmp_path / "farhand.toml"), str(tmp_path)],
        env={"PYTHONPATH": f"{ROOT / 'src'}:{tmp_path}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)[0]
    assert row["tool"] == "django"
    assert row["pending"] == ["shop.0002_second", "shop.0003_later", "shop.0004_more"]
    assert done.stderr.strip() == "[]"


def test_squashed_migrations_stand_for_what_they_replace() -> None:
    one, two, both, three = ("a", "0001"), ("a", "0002"), ("a", "0001_squashed_0002"), ("a", "0003")
    there: dict[by_django.Key, tuple[by_django.Key, ...]] = {one: (), two: (), both: (one, two), three: ()}

    def compare(*applied: by_django.Key) -> tuple[list[str], list[str]]:
        return by_django.compare(there, set(applied), {"a"})

    assert compare() == (["a.0001_squashed_0002", "a.0003"], [])
    assert compare(one) == (["a.0002", "a.0003"], [])
    assert compare(one, two, three) == ([], [])
    assert compare(both, three) == ([], [])
    assert compare(both, three, ("a", "0009"), ("other", "1")) == ([], ["a.0009"])
