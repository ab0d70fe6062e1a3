"""http leads to https, as it should."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-07",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    cert, key = lab.cert("api.lab.test")
    lab.trust()
    there = vhost(8080, "return 308 https://api.lab.test:8443$request_uri;")
    nginx(lab, 8443, there + vhost(8443, "return 200 ok;", (cert, key)))
    api(lab)
