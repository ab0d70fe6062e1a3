"""Which lines of a log are of a request, and a log that is followed while others write, cut and rotate it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from farhand.isolate.model import Held, Site, Started
from farhand.isolate.trace import lines as tracing
from farhand.isolate.trace.logs import Follow
from farhand.model import App
from farhand.run import Settings

IDS = tracing.Ids("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
TRACEBACK = ["Traceback (most recent call last):", '  File "app.py", line 3, in view', "    return rows[0]",
             "IndexError: list index out of range"]  # fmt: skip


@pytest.mark.parametrize(
    "form",
    [
        "2026-11-20 14:00:00,123 ERROR shop {} failed",
        "[2026-11-20T14:00:00Z] ERROR trace={}",
        '127.0.0.1 - - [20/Nov/2026:14:00:00 +0000] "GET / HTTP/1.1" 500 {}',
        "ERROR:shop:request {}",
        "Nov 20 14:00:00 web-1 shop[7]: {}",
        '{{"level": "ERROR", "trace_id": "{}"}}',
        "level=error trace={}",
    ],
)
def test_a_record_with_its_traceback(form: str) -> None:
    """Also where the id is written as a request id, or in capitals; never the records around it."""
    for name in (IDS.trace, IDS.request, IDS.trace.upper()):
        other = form.format("0" * 32)
        rows = [other, *TRACEBACK, form.format(name), *TRACEBACK, other, "  more of the other"]
        assert tracing.belonging(rows, IDS) == [5, 6, 7, 8, 9]


def test_the_error_that_a_server_logs_after_the_app_has_ended() -> None:
    """uvicorn logs it without the id, after the access line; where two could be it, neither is taken."""
    mine = f'INFO trace={IDS.trace} "GET /fail" 500'
    error = ["ERROR Exception in ASGI application", *TRACEBACK]
    assert tracing.belonging(["INFO x", mine, *error, "INFO y"], IDS) == [1, 2, 3, 4, 5, 6]
    assert tracing.belonging([mine, *error, *error], IDS) == [0]
    named = [f"ERROR trace={'ab' * 16} failed", *TRACEBACK]
    assert tracing.belonging([mine, *named], IDS) == [0]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("IndexError: list index out of range", "IndexError: list index out of range"),
        ("psycopg.errors.UndefinedTable: no\nshop.errors.CartError: empty", "shop.errors.CartError: empty"),
        ('{"exception": "Traceback\\n  File 1\\nKeyError: 3"}', "KeyError: 3"),
        ('{"exception": {"type": "ValueError", "message": "boom", "stack": "x"}}', "ValueError: boom"),
        ("all is well", ""),
    ],
)
def test_the_last_error_that_is_named(line: str, error: str) -> None:
    assert tracing.last_error(line.split("\n")) == error


def test_none_and_many() -> None:
    assert tracing.belonging([], IDS) == []
    assert tracing.belonging(["2026-11-20 14:00 x", "y"], IDS) == []
    endless = [f"INFO {IDS.trace}", *["  more"] * 100_000]
    assert len(tracing.belonging(endless, IDS)) <= 400


def site(folder: Path, **more: object) -> Site:
    (folder / "farhand.toml").touch()
    app = App("x", sections={"logs": {"source": "app.log"}}, source=str(folder / "farhand.toml"))
    return Site(app, Settings(), **more)  # type: ignore[arg-type]


def test_only_what_is_written_from_now_on(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    log.write_text("before\n")
    follow = Follow(site(tmp_path))
    with log.open("a") as file:
        file.write("after\n")
    assert [t.text for t in follow.texts()] == ["after\n"]


def test_a_log_that_is_rotated_is_followed_to_its_end(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    log.write_text("before\n")
    follow = Follow(site(tmp_path))
    with log.open("a") as file:
        file.write("the last of the old\n")
    os.rename(log, tmp_path / "app.log.1")
    log.write_text("the first of the new\n")
    assert follow.texts()[0].text == "the last of the old\nthe first of the new\n"


def test_a_log_that_is_cut_or_begins_later(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    follow = Follow(site(tmp_path))
    assert "cannot be read" in follow.texts()[0].says
    log.write_text("first\n")
    assert follow.texts()[0].text == "first\n"
    log.write_text("long before\n" * 10)
    follow = Follow(site(tmp_path))
    log.write_text("cut\n")
    assert follow.texts()[0].text in ("", "cut\n")


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "app.log")
    assert "no regular file" in Follow(site(tmp_path)).texts()[0].says


def test_what_the_started_copy_prints_from_now_on(tmp_path: Path) -> None:
    (tmp_path / "app.log").touch()
    printed = ["before\n"]
    held = Held(Started(1, 1, lambda: "".join(printed)))
    follow = Follow(site(tmp_path, held=held))
    printed.append("after\n")
    assert follow.texts()[1].text == "after\n"
