"""Broker and result backend of the Celery apps in this process, once they have read their settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.embed.finder import Finder, place_of
from farhand.embed.offers import Need
from farhand.embed.places import kind_of
from farhand.embed.process import Process

CLASSES = ("celery.app.base:Celery",)
#: Backends that are no server of their own.
_NO_SERVER = ("rpc", "cache", "file", "django-db", "disabled", "memory", "filesystem")


def needs(process: Process) -> Iterator[Need]:
    for app in process.of(Finder).instances(process, CLASSES):
        if not getattr(app, "configured", False):  # asking would read them, which runs the app's code
            continue
        name = place_of(app) or getattr(app, "main", "") or ""
        for key in ("broker_url", "result_backend"):
            for url in _urls(app.conf.get(key)):
                yield kind_of(url), {"url": url}, f"{key} of the Celery app {name}".rstrip()


def _urls(value: Any) -> Iterator[str]:
    """One or several addresses, in a form that a check can read."""
    rows = value if isinstance(value, (list, tuple)) else str(value or "").split(";")
    for row in map(str, rows):
        scheme = row.partition(":")[0]
        if "://" in row and scheme not in _NO_SERVER:
            yield row.removeprefix("db+")
