"""The login stands in the URL, percent-encoded."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    import base64

    want = "Basic " + base64.b64encode(b"svc:p@ss").decode()
    lab.http(8080, routes={"/ping": lambda m, p, h, b: 200 if h.get("authorization") == want else 401})
    api(lab, "http://svc:p%40ss@api.lab.test:8080/ping")
