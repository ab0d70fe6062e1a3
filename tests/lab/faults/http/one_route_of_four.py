"""One of four routes of the same gateway has no backend."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import several

TAXONOMY: tuple[str, ...] = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="customer-platform", subject="search")


def world(lab: Lab) -> None:
    routes = "location /search { proxy_pass http://127.0.0.1:9999; } location / { return 200 ok; }"
    nginx(lab, 8080, vhost(8080, routes))
    base = "http://api.lab.test:8080/"
    several(lab, mail=base, search=base + "search", files=base + "files", users=base + "users")
