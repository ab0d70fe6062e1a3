"""A driver's login: bounded in time, told by class and SQLSTATE, and nothing of its text."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from farhand.checks import _driver
from farhand.deadline import Deadline
from farhand.model import FAIL, PASS, UNKNOWN, WARN
from farhand.wire import drivers

PASSWORD = "not-to-be-told-7"


def server(answer: bytes) -> int:
    """A port that answers whatever it is asked with these bytes; with none it stays silent."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk(client: socket.socket) -> None:
        with client:
            while client.recv(4096):
                client.sendall(answer)

    def run() -> None:
        while True:
            threading.Thread(target=talk, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    return int(listener.getsockname()[1])


def words(port: int) -> dict[str, object]:
    there = {"host": "127.0.0.1", "port": port, "user": "app", "password": PASSWORD, "database": "appdb"}
    return {**there, "sslmode": "disable"}


def test_a_driver_that_gets_nonsense_is_told_by_its_class_only() -> None:
    pytest.importorskip("psycopg")
    told = drivers.attempt("psycopg", words(server(b"HTTP/1.0 400 Bad Request\r\n\r\n")), Deadline(3))
    assert told["answer"] == "failed"
    assert told["class"] == "psycopg.OperationalError"
    assert PASSWORD not in str(told)


def test_redis_py_does_not_try_for_half_a_minute() -> None:
    pytest.importorskip("redis")
    begun = time.monotonic()
    url = f"redis://:{PASSWORD}@127.0.0.1:{server(b'')}/0"
    told = drivers.attempt("redis", {"url": url}, Deadline(1.0))
    assert told["answer"] in ("failed", "late")
    assert PASSWORD not in str(told)
    assert time.monotonic() - begun < 2.5


def test_an_empty_text_hides_farhands_own_variables() -> None:
    told = drivers._conninfo({**words(1), "options": "", "password": "it's \\ odd"}, 2.7)
    assert "options=''" in told
    assert r"password='it\'s \\ odd'" in told
    assert "connect_timeout='2'" in told


@pytest.mark.parametrize(
    ("facts", "outcome", "cause"),
    [
        ({"answer": "ok"}, PASS, ""),
        ({"answer": "late"}, UNKNOWN, ""),
        ({"answer": "failed", "class": "psycopg.OperationalError", "words": "full"}, PASS, ""),
        ({"answer": "failed", "class": "builtins.TypeError"}, PASS, ""),
        ({"answer": "failed", "class": "builtins.TypeError", "declared": True}, WARN, ""),
        ({"answer": "failed", "class": "psycopg2.OperationalError", "words": "scram"}, FAIL, "postgres.auth"),
        ({"answer": "failed", "class": "asyncpg.X", "sqlstate": "42P05"}, FAIL, "postgres.pooler"),
        ({"answer": "failed", "class": "asyncpg.Y", "words": "no_root_file"}, FAIL, "tls.unknown_ca"),
        ({"answer": "failed", "class": "psycopg.OperationalError", "sqlstate": "08006"}, WARN, ""),
    ],
)
def test_what_a_drivers_answer_means(facts: dict[str, object], outcome: str, cause: str) -> None:
    verdict = _driver.judge({"driver": "d", **facts}, {})
    assert verdict.outcome == outcome
    assert [finding.cause for finding in verdict.findings] == ([cause] if cause else [])
