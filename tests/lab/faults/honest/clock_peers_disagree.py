"""Two peers tell times that are an hour apart, and there is no third."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TIME-01",)
EXPECT = Expect(verdict="undecided")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("mail.lab.test", a=["10.77.2.3"])
    lab.http(8080)
    lab.http(8081, ip="10.77.2.3", date_offset=3600)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
        [dependencies.mail]
        kind = "http"
        url = "http://mail.lab.test:8081/ping"
        run_by = "customer"
    """)


def run(lab: Any) -> Any:
    return lab.self_test()
