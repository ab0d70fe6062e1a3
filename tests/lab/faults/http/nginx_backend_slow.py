"""nginx gives up on a backend that is too slow for it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(9000, delay=10)
    way = "location / { proxy_read_timeout 1s; proxy_pass http://10.77.2.2:9000; }"
    nginx(lab, 8080, vhost(8080, way))
    api(lab)
