"""A gateway does not pass the upgrade to WebSocket on."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("PRX-18",)
EXPECT = Expect("http.wrong_backend", subject="api", also=("http.not_found",))


def world(lab: Lab) -> None:
    nginx(lab, 8080, "server { listen 10.77.2.2:8080; location / { return 426; } }")
    api(
        lab,
        rest='expect = 101\nheaders = {Upgrade = "websocket", Connection = "Upgrade"}',
    )
