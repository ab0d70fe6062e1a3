"""Odd values that are right: a JSON text in quotes, a password full of signs, another product's DB_URL."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-05", "CFG-02", "CFG-09")
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.env |= {
        "API_URL": f"http://user:p%40ss%23w@{lab.SVC}:8080/@scope/todo?at=<now>",
        "TITLE": '"quoted on purpose"',
        "TOKEN": "$2b$12$'#@:/abcdefgh",
        "DB_URL": "mysql://other.example/x",
        "TZ": "CET-1CEST,M3.5.0,M10.5.0/3",
        "STORE": "postgres://ignored.example/x",
    }
    lab.declare("""
        [env.API_URL]
        required = true
        format = "url"
        [env.TITLE]
        format = "json"
        [env.TOKEN]
        required = true
        secret = true
        [env.STORE]
        [env.CACHE_URL]
        format = "url"
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        run_by = "vendor"
    """)
