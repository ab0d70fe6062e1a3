"""What the declaration intends is no fault."""

from __future__ import annotations

import pytest

from farhand.diagnose import diagnose
from farhand.diagnose.clues import Clue
from farhand.evidence import weigh
from farhand.intended import unintended
from farhand.model import App, Dependency
from farhand.reading import Source
from farhand.redact import Redactor


def _left(dependency: Dependency, cause: str, line: str, **params: str) -> bool:
    clue = Clue(cause, 0.9, "stdin", ((1, line),), "x", subject=dependency.name, params=params)
    return bool(unintended([clue], App("app", dependencies=(dependency,))))


@pytest.mark.parametrize(
    ("kind", "settings", "cause", "line"),
    [
        ("http", {"expect": [200, 401]}, "http.unauthorized", "HTTP/1.1 401"),
        ("http", {"expect": 403}, "http.forbidden", "HTTP/1.1 403"),
        ("directory", {"path": "/srv/image"}, "fs.full", "tmpfs 64K 64K 0 100% /srv/image"),
        ("redis", {"read_only": True}, "redis.read_only", "role:slave"),
        ("postgres", {"url": "postgres://app@/db"}, "postgres.auth", 'FATAL: role "root" does not exist'),
    ],
)
def test_it_is_meant(kind: str, settings: dict[str, object], cause: str, line: str) -> None:
    assert not _left(Dependency("it", kind, settings), cause, line)


@pytest.mark.parametrize(
    ("kind", "settings", "cause", "line"),
    [
        ("http", {}, "http.unauthorized", "HTTP/1.1 401"),
        ("http", {"expect": 200}, "http.forbidden", "HTTP/1.1 403"),
        ("directory", {"path": "/srv/data", "writable": True}, "fs.full", "100% /srv/data"),
        ("redis", {"read_only": True}, "redis.read_only", "MASTERDOWN Link with MASTER is down"),
        ("postgres", {"url": "postgres://app@/db"}, "postgres.auth", 'FATAL: role "app" does not exist'),
        ("postgres", {"url": "${DATABASE_URL}"}, "postgres.auth", 'FATAL: role "root" does not exist'),
    ],
)
def test_it_is_not_meant(kind: str, settings: dict[str, object], cause: str, line: str) -> None:
    assert _left(Dependency("it", kind, settings), cause, line)


def test_room_that_is_asked_for_is_compared_with_what_df_says() -> None:
    data = Dependency("it", "directory", {"path": "/srv/data", "writable": True, "min_free": "512KiB"})
    assert not _left(data, "fs.full", "98% /srv/data", free="1.0M")
    assert _left(data, "fs.full", "99% /srv/data", free="100K")


def test_what_nothing_depends_on_only_warns() -> None:
    text = "nc: connect to 10.0.0.2 port 9125 (tcp) failed: Connection refused\n"
    metrics = Dependency("metrics", "tcp", {"host": "10.0.0.2", "port": 9125}, critical=False)
    opinion = weigh([Source("x", [text.encode()], text)], Redactor(), App("app", dependencies=(metrics,)))
    assert [(f.cause, f.critical) for f in opinion.diagnosis.causes] == [("tcp.refused", False)]
    assert diagnose(opinion.results).verdict != "fault"
