"""The service is a web program, and its front page asks for a login."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(
        8080,
        body="<html><head><title>Sign in to Grafana</title></head><body>password</body></html>",
        headers={"Content-Type": "text/html"},
    )
    api(lab, "http://api.lab.test:8080/", rest="expect = 200")
