"""What the state of a component means, by its word and by what the component is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.readers import Sign
from farhand.readers._health_forms import BAD, Component
from farhand.readers._json_parts import mapping

#: What a component is, by its name; the first that fits.
_KINDS = (
    ("disk", r"disk|storage|volume|filesystem|file_system|data_?dir"),
    ("clock", r"clock|time_?sync|ntp"),
    ("memory", r"memory|heap\b"),
    ("migration", r"migration|flyway|liquibase|alembic"),
    ("license", r"licen[cs]e"),
    ("search", r"elastic|opensearch|solr|search"),
    ("mongodb", r"mongo"),
    ("kafka", r"kafka"),
    ("amqp", r"rabbit|amqp"),
    ("redis", r"redis|valkey|cache"),
    ("mysql", r"mysql|maria"),
    ("postgres", r"postgres|pgsql|\bpg\b"),
    ("db", r"database|\bdb\b|^db|db$|sql|datasource|hibernate|jpa"),
    ("env", r"^env|environment|config"),
    ("mail", r"mail|smtp"),
    (
        "http",
        r"api|http|external|payment|service|gateway|upstream|webhook|third|vendor|auth|oauth|idp|s3|storage",
    ),
)
_LOGIN = {
    "postgres": "postgres.auth", "db": "postgres.auth", "mysql": "mysql.auth", "redis": "redis.auth",
        "amqp": "amqp.auth",
    "mongodb": "mongodb.auth", "kafka": "kafka.security", "http": "http.unauthorized",
        "search": "http.unauthorized",
}  # fmt: skip
_MISSING = {
    "postgres": "postgres.database_missing", "db": "postgres.database_missing",
        "mysql": "mysql.database_missing",
    "disk": "fs.missing", "env": "config.env_missing", "http": "http.not_found", "kafka": "kafka.topic",
        "migration": "postgres.schema_missing",
}  # fmt: skip
_EXHAUSTED = {
    "postgres": "postgres.too_many_connections", "db": "postgres.too_many_connections",
        "mysql": "mysql.too_many_connections",
    "redis": "redis.too_many_clients", "http": "http.rate_limited", "memory": "memory.exhausted",
}  # fmt: skip
_READ_ONLY = {"postgres": "postgres.read_only", "db": "postgres.read_only", "mysql": "mysql.read_only",
              "redis": "redis.read_only", "disk": "fs.read_only", "search": "search.cluster"}  # fmt: skip
_FULL = {"disk": "fs.full", "postgres": "postgres.disk_full", "db": "postgres.disk_full",
    "redis": "redis.out_of_memory",
         "amqp": "amqp.blocked", "memory": "memory.exhausted", "search": "search.cluster"}  # fmt: skip
_OUTDATED = {"postgres": "postgres.version_unsupported", "db": "postgres.version_unsupported",
    "redis": "redis.unsupported",
             "migration": "postgres.schema_missing"}  # fmt: skip
#: Farhand's own words: cause by kind, the cause of all other kinds, and how often that is right.
_WORDS: Mapping[str, tuple[Mapping[str, str], str, float]] = {
    "timeout": ({"http": "http.timeout"}, "tcp.timeout", 0.6),
    "refused": ({}, "tcp.refused", 0.8),
    "unreachable": ({}, "tcp.no_route", 0.55),
    "unresolved": ({}, "dns.nxdomain", 0.7),
    "rejected": ({"http": "http.forbidden", "postgres": "postgres.hba"}, "tcp.rejected", 0.5),
    "untrusted": ({}, "tls.unknown_ca", 0.65),
    "unauthorized": (_LOGIN, "http.unauthorized", 0.7),
    "exhausted": (_EXHAUSTED, "app.load", 0.55),
    "read-only": (_READ_ONLY, "fs.read_only", 0.75),
    "full": (_FULL, "fs.full", 0.7),
    "missing": (_MISSING, "config.env_missing", 0.5),
    "outdated": (_OUTDATED, "app.unsupported", 0.55),
    "skewed": ({}, "clock.skew", 0.8),
}
#: What a component that is only said to be down has, most of all; seldom sure.
_VAGUE: Mapping[str, tuple[str, float]] = {
    "disk": ("fs.full", 0.6), "clock": ("clock.skew", 0.5), "memory": ("memory.exhausted", 0.4),
        "license": ("app.license", 0.5),
    "migration": ("db.migration_failed", 0.55), "search": ("search.cluster", 0.35),
        "mongodb": ("mongodb.unavailable", 0.45),
    "env": ("config.env_missing", 0.4), "http": ("http.server_error", 0.3),
}  # fmt: skip
#: The id of a cause; `critical` stands beside it in all of Farhand's forms, and in nobody else's.
_ID = re.compile(r"[a-z][a-z0-9]{0,20}\.[a-z][a-z0-9_]{0,40}")
_CODE = re.compile(r"(?:http_?)?(?:status_?code|status|code|http_?status)$", re.IGNORECASE)


def kind(name: str) -> str:
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return next((k for k, form in _KINDS if re.search(form, plain)), "")


def vague(name: str) -> tuple[str, float]:
    return _VAGUE.get(kind(name), ("tcp.refused", 0.3))


def signs(component: Component) -> Iterator[Sign]:
    """What a component that is not well shows: by its word, its numbers, or only by its name."""
    what = kind(component.name)
    name = component.name or "the app"
    if cause := _cause(component):
        yield Sign(0, cause, 0.9, f"the app says of {name}: {cause}")
    elif component.state in _WORDS:
        by_kind, other, weight = _WORDS[component.state]
        yield Sign(0, by_kind.get(what, other), weight, f"{name} is told as {component.state}")
    elif component.says == "search" and component.state == "red":
        yield Sign(0, "search.cluster", 0.88, _shards(component.data))
    elif component.state in BAD and component.says != "search" and component.name:
        yield from _down(component, what)


def _cause(component: Component) -> str:
    """The cause that a part of Farhand's inside the app has found; only of what fails is it believed."""
    row = component.data
    for told in (row, mapping(row.get("details")), mapping(row.get("data"))):
        cause, failed = told.get("cause"), component.state in BAD or told.get("outcome") == "fail"
        ours = failed and isinstance(told.get("critical"), bool)
        if ours and isinstance(cause, str) and _ID.fullmatch(cause):
            return cause
    return ""


def _down(component: Component, what: str) -> Iterator[Sign]:
    details = {
        **component.data,
        **mapping(component.data.get("details")),
        **mapping(component.data.get("data")),
    }
    code = next(
        (v for k, v in details.items() if _CODE.match(str(k)) and isinstance(v, int) and 400 <= v < 600), 0
    )
    free, least = details.get("free"), details.get("threshold")
    if what == "disk" and isinstance(free, (int, float)) and isinstance(least, (int, float)):
        why = f"{component.name} is down: {free / 1e6:.0f} MB are free, {least / 1e6:.0f} MB are wanted"
        yield Sign(0, "fs.full", 0.9 if free < least else 0.4, why, params=_path(details))
    elif code:
        yield Sign(0, facts={"status": code}, why=f"{component.name} is down: it answers {code}")
    elif not component.says:
        cause, weight = vague(component.name)
        yield Sign(0, cause, weight, f"{component.name} is told as {component.state}, and not why")


def _path(details: Mapping[str, Any]) -> Mapping[str, str]:
    path = details.get("path")
    return {"path": path, "mount": path} if isinstance(path, str) else {}


def _shards(data: Mapping[str, Any]) -> str:
    missing = data.get("unassigned_shards")
    return f"cluster {data.get('cluster_name')} is red: {missing} shards are not assigned"
