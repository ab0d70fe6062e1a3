"""The proxy is fine; the service's own gateway has no backend."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import HTTPS, api, only_way, proxied

TAXONOMY: tuple[str, ...] = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    cert, key = lab.cert("api.lab.test")
    lab.trust()
    nginx(lab, 8443, vhost(8443, "location / { proxy_pass http://127.0.0.1:9999; }", (cert, key)))
    lab.squid()
    proxied(lab, "http://10.77.1.1:3128")
    only_way(lab)
    api(lab, HTTPS)
