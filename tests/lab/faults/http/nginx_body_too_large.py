"""The gateway takes one kilobyte, and two are sent."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-08",)
EXPECT = Expect("http.too_large", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    nginx(lab, 8080, vhost(8080, "client_max_body_size 1k; location / { proxy_pass http://127.0.0.1:9999; }"))
    api(lab, rest=f'''method = "POST"\nbody = "{"x" * 2000}"''')
