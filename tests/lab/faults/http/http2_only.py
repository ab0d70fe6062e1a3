"""The port speaks HTTP/2 only."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("TCP-14",)
EXPECT = Expect("http.wrong_backend", also=("tcp.wrong_service",), subject="api")


def world(lab: Lab) -> None:
    nginx(lab, 8080, "server { listen 10.77.2.2:8080 http2; return 200 ok; }")
    api(lab)
