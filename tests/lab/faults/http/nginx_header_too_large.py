"""nginx refuses a long header with 400, not 431."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-08",)
EXPECT = Expect("http.too_large", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    nginx(lab, 8080, vhost(8080, "large_client_header_buffers 2 1k; location / { return 200 ok; }"))
    api(lab, rest=f'''headers = {{"X-Session" = "{"x" * 3000}"}}''')
