"""What the app has already is offered with the reason why it is on or off; passwords are never told."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from farhand.embed import offers, workers
from farhand.embed.offers import Offer
from tests.embed.conftest import Make

ROOT = Path(__file__).parents[2]

DECLARED = """[app]
name = "billing"
[env.DATABASE_URL]
required = true
secret = true
[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"
"""


def texts(found: list[Offer]) -> str:
    """All of the offers that anybody is shown."""
    shown = [asdict(replace(o, dependency=replace(o.dependency, settings={}))) for o in found]
    return json.dumps(shown) + repr([o for o in found if not o.declared])


def by_source(found: list[Offer], part: str) -> Offer:
    return next(o for o in found if part in o.source)


def test_an_engine_is_held_against_the_declaration(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlalchemy

    url = "postgresql+psycopg://app:planted-1@db.example:5432/app"
    engines = [
        sqlalchemy.create_engine(text)
        for text in (url, url.replace("/app", "/other"), url.replace("db.", "dr."))
    ]
    monkeypatch.setenv("DATABASE_URL", "postgres://app:planted-1@DB.example/app")
    process = make(DECLARED)
    found = offers.offers(process)
    same = next(o for o in found if o.declared)
    assert (same.on, same.why, same.dependency.name) == (True, "declared as database", "database")
    assert "on the server of database but with another database (other)" in texts(found)
    assert "not at the address of database" in texts(found)
    other = next(o for o in found if o.dependency.settings.get("host") == "dr.example")
    assert (other.on, other.dependency.critical) == (True, False)
    assert other.dependency.settings["password"] == "planted-1"
    assert "[dependencies." in other.why
    assert "planted" not in texts(found)
    assert len(engines) == 3


def test_what_is_found_can_be_switched_off(make: Make) -> None:
    import redis

    made = redis.Redis(host="cache.example", port=6380, db=3, password="planted-3")
    process = make('[app]\nname = "billing"\n[embed]\ndiscover = false\n')
    offer = next(o for o in offers.offers(process) if o.dependency.settings.get("host") == "cache.example")
    assert (offer.on, offer.why) == (False, "off: it is not declared, and [embed] discover = false")
    assert offers.undeclared(process) == []
    assert made is not None


def test_a_celery_app_is_not_made_to_read_its_settings(make: Make) -> None:
    import celery

    app = celery.Celery(
        "billing",
        set_as_current=False,
        broker="amqp://u:planted-4@mq.example//",
        backend="redis://:planted-5@r.example/1",
    )
    process = make()
    assert not [o for o in offers.offers(process) if "Celery" in o.source]
    assert not app.configured
    assert app.conf.broker_url  # the app itself has read them
    found = [o for o in offers.offers(process) if "Celery" in o.source]
    assert [o.dependency.kind for o in found] == ["amqp", "redis"]
    assert found[0].why.startswith("on, but not critical")
    assert "planted" not in texts(found)


_DJANGO = """
import json, sys
from dataclasses import asdict
import django
from django.conf import settings
settings.configure(
    DATABASES={
        "default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db.example", "USER": "app",
                    "PASSWORD": "planted-6", "NAME": "app"},
        "local": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/app.db"},
        "old": {"ENGINE": "django.db.backends.mysql", "HOST": "my.example", "PASSWORD": "planted-7"},
    },
    CACHES={
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache",
                    "LOCATION": "redis://:planted-8@cache.example:6379/2"},
        "here": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    },
    EMAIL_HOST="mail.example", EMAIL_HOST_PASSWORD="planted-9",
    MEDIA_ROOT="/srv/media",
)
django.setup()
from farhand.embed import offers
from farhand.embed.process import Process
process = Process(sys.argv[1])
found = offers.offers(process)
print(json.dumps([[o.source, o.dependency.kind, o.on, o.why, o.declared] for o in found]))
print(repr(found), process.problems, file=sys.stderr)
"""


def test_django_settings_in_a_process_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "farhand.toml"
    path.write_text(DECLARED)
    env = {"PYTHONPATH": str(ROOT / "src"), "DATABASE_URL": "postgres://app:planted-6@db.example/app"}
    done = subprocess.run(
        [sys.executable, "-c", _DJANGO, str(path)], capture_output=True, text=True, env=env, check=True
    )
    rows = {row[0]: row[1:] for row in json.loads(done.stdout)}
    assert rows["DATABASES['default']"] == ["postgres", True, "declared as database", "database"]
    assert rows["DATABASES['local']"][:2] == ["sqlite", True]
    assert rows["DATABASES['old']"][:2] == ["mysql", True]
    assert rows["CACHES['default']"][:2] == ["redis", True]
    assert rows["EMAIL_HOST"][:2] == ["smtp", True]
    assert rows["STORAGES['default']"][:2] == ["directory", True]
    assert len(rows) == 6
    assert "planted" not in done.stdout
    assert "planted" not in done.stderr.replace("${DATABASE_URL}", "")


@pytest.mark.parametrize(
    ("argv", "count"),
    [
        ("/usr/bin/python /venv/bin/gunicorn -w 4 app:app", 4),
        ("gunicorn --workers=3 app:app", 3),
        ("/v/bin/python -m uvicorn app:app --workers 2", 2),
        ("celery -A app worker -c8", 8),
        ("python manage.py runserver", None),
        ("gunicorn --bind=:1 --workers secret", None),
    ],
)
def test_how_many_workers_a_command_line_asks_for(argv: str, count: int | None) -> None:
    assert workers.of_command(argv.split())[0] == count


def test_the_settings_of_gunicorn_say_how_many(make: Make) -> None:
    from gunicorn.config import Config

    made = Config()
    made.set("workers", 6)
    assert workers.expected(make()) == (6, "the settings of gunicorn")
