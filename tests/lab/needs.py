"""Declared dependencies as text, for worlds in which only a setting or two differ."""

from __future__ import annotations

import json
from typing import Any

#: A role and its database, as most worlds have them.
APP_SQL = ("create role app login password 'app-secret-7'", "create database appdb owner app")
APP_URL = "postgres://app:app-secret-7@10.77.2.2/appdb"


def need(kind: str, name: str, **settings: Any) -> str:
    """A table of a dependency; texts, numbers, truth and lists as TOML writes them."""
    rows = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    return f'[dependencies.{name}]\nkind = "{kind}"\n{rows}'


def postgres(url: str = APP_URL, name: str = "database", **settings: Any) -> str:
    return need("postgres", name, url=url, **settings)


def redis(url: str = "redis://10.77.2.2:6379", name: str = "cache", **settings: Any) -> str:
    return need("redis", name, url=url, **settings)


def http(url: str, name: str = "api", **settings: Any) -> str:
    return need("http", name, url=url, **settings)


def kafka(url: str = "kafka://10.77.2.2:9092", name: str = "events", **settings: Any) -> str:
    return need("kafka", name, url=url, **settings)


def mongodb(url: str, name: str = "documents", **settings: Any) -> str:
    return need("mongodb", name, url=url, **settings)
