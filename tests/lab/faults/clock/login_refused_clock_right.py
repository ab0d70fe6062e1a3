"""A refused login with a right clock is a refused login."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("HTTP-01",)
EXPECT = Expect("http.unauthorized", subject="api")


def world(lab: Lab) -> None:
    lab.http(
        8080,
        status=401,
        headers={"WWW-Authenticate": 'Bearer error="invalid_token", error_description="token expired"'},
    )
    lab.redis()
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/v1/me"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2"
    """)
