"""A redirect makes GET of POST, which the service does not take."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-07",)
EXPECT = Expect("http.redirected", subject="api")


def world(lab: Lab) -> None:
    lab.http(
        8080,
        routes={
            "/ping": (301, "", {"Location": "/ping/"}),
            "/ping/": lambda m, p, h, b: 200 if m == "POST" else 405,
        },
    )
    api(lab, rest='method = "POST"\nbody = "{}"')
