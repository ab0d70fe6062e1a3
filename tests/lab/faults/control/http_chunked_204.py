"""An empty 204 answer, and a redirect to the final place on the same host."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    odd_server.start(lab, port=8081, answer="HTTP/1.1 204 No Content\r\n\r\n", then="mute")
    away = odd_server.answer("302 Found", "", {"Location": "http://api.lab.test:8081/v2"})
    odd_server.start(lab, port=8080, answer=away)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
