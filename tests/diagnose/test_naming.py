"""Of which declared dependency a text speaks."""

from __future__ import annotations

import pytest

from farhand import naming
from farhand.diagnose.clues import Clue
from farhand.model import App, Dependency

API = Dependency("api", "http", {"url": "https://api.example:8443/ping"})
MAIL = Dependency("mail", "http", {"url": "https://mail.example/"})
CACHE = Dependency("cache", "redis", {"host": "cache.example"})
DATA = Dependency("data", "directory", {"path": "/srv/app/data"})
STORE = Dependency("store", "sqlite", {"url": "sqlite:////srv/app/data/store.db"})
HIDDEN = Dependency("orders", "postgres", {"url": "${DATABASE_URL}"})
ALL = (API, MAIL, CACHE, DATA, STORE, HIDDEN)


def _subject(
    cause: str, line: str, around: str = "", subject: str = "", of: tuple[Dependency, ...] = ALL
) -> str:
    clue = Clue(cause, 0.9, "stdin", ((1, line),), "x", subject=subject, around=around or line)
    return naming.named([clue], App("app", dependencies=of))[0].subject


@pytest.mark.parametrize(
    ("cause", "line", "around", "subject", "name"),
    [
        ("tls.expired", "verify error:num=10", "$ openssl s_client -connect api.example:8443", "", "api"),
        ("tls.expired", "verify failed", "HTTPSConnectionPool(host='mail.example', port=443)", "", "mail"),
        ("tcp.refused", "refused", "* Connected to cache.example (10.0.0.2) port 6379 (#0)", "", "cache"),
        ("tcp.refused", "Connection refused", "x", "cache.example:6379", "cache"),
        ("tcp.timeout", "timed out", "2026-11-26 09:00:00 ERROR [app.mail] no\ntimed out", "", "mail"),
        ("fs.permission", "Permission denied: '/srv/app/data/tmp1'", "", "", "data"),
        ("fs.io_error", "disk I/O error: /srv/app/data/store.db", "", "", "store"),
        ("redis.auth", "WRONGPASS", "", "", "cache"),
        ("postgres.auth", "password authentication failed", "", "", "orders"),
        ("limits.files", "Too many open files", "", "", "host"),
        ("tcp.refused", "refused", "curl https://other.example/", "other.example:443", "other.example:443"),
        ("tls.expired", "certificate has expired", "notapi.example and api.example.org", "", ""),
        ("clock.skew", "clock", "", "clock", "clock"),
    ],
)  # fmt: skip
def test_it_is_told_by_address_path_name_or_kind(
    cause: str, line: str, around: str, subject: str, name: str
) -> None:
    assert _subject(cause, line, around, subject) == name


def test_the_only_one_that_is_declared_is_meant() -> None:
    assert _subject("tls.expired", "certificate has expired", of=(API,)) == "api"
    assert _subject("app.bug", "TypeError", of=(API,)) == ""
