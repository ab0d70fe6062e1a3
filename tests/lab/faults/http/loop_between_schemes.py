"""http leads to https, and https back to http."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-07",)
EXPECT = Expect("http.redirected", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    cert, key = lab.cert("api.lab.test")
    lab.trust()
    there = vhost(8080, "return 301 https://api.lab.test:8443$request_uri;")
    nginx(lab, 8443, there + vhost(8443, "return 301 http://api.lab.test:8080$request_uri;", (cert, key)))
    api(lab)
