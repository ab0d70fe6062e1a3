"""Three peers tell three different times."""

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
    lab.dns.set("cdn.lab.test", a=["10.77.2.4"])
    lab.http(8082, ip="10.77.2.4", date_offset=-7200)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
        [dependencies.mail]
        kind = "http"
        url = "http://mail.lab.test:8081/ping"
        run_by = "customer"
        [dependencies.cdn]
        kind = "http"
        url = "http://cdn.lab.test:8082/"
        run_by = "third-party"
    """)


def run(lab: Any) -> Any:
    return lab.self_test()
