"""Large packets are lost on the way back: small answers come, this one does not."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TCP-16",)
EXPECT = Expect("tcp.mtu", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080, body=b'["' + b"x" * 6000 + b'"]', routes={"/": b"{}"})
    lab.firewall("ip length > 1300 tcp sport 8080 drop")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
    """)
