"""The fixed checklist that everybody knows, in its usual order: the peer of `farhand next`.

An external service by curl, a login to the database, the variables, the count of sessions, the date, the
rights of the data folder, the health page, the errors of the last hour. What a site lacks is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.model import App, Dependency

#: A line to copy, and an answer to copy back.
MINUTES = 0.3


def lines(app: App) -> Iterator[str]:
    """The commands for this declaration; `${VAR}` is filled in by the shell that they are typed into."""
    yield from (f'curl -v -m 10 "{n.settings.get("url", "")}"' for n in _of(app, "http"))
    yield from (f'PGCONNECT_TIMEOUT=10 psql {_login(n)} -c "SELECT 1"' for n in _of(app, "postgres"))
    names = "|".join(v.name for v in app.env) or "DATABASE|_URL"
    yield f"env | grep -E '{names}'"
    count = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
    yield from (f'PGCONNECT_TIMEOUT=10 psql {_login(n)} -c "{count}"' for n in _of(app, "postgres"))
    yield "date"
    yield from (f'ls -la "{n.settings.get("path", "")}"' for n in _of(app, "directory"))
    yield "curl -m 10 http://localhost:8080/health"
    if app.platform in ("docker", "compose"):
        yield f"docker logs {app.target} 2>&1 | grep ERROR | tail -50"


def _of(app: App, kind: str) -> list[Dependency]:
    return [need for need in app.dependencies if need.kind == kind]


def _login(need: Dependency) -> str:
    told: Any = need.settings
    if told.get("url"):
        return f'"{told["url"]}"'
    words = {"-h": "host", "-p": "port", "-U": "user", "-d": "name"}
    return " ".join(f'{flag} "{told[key]}"' for flag, key in words.items() if told.get(key))
