"""Four redirects lead to the answer."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(
        8080,
        routes={
            "/ping": (301, "", {"Location": "/a"}),
            "/a": (302, "", {"Location": "/b"}),
            "/b": (307, "", {"Location": "/c/"}),
            "/c/": 200,
        },
    )
    api(lab)
