"""The name is written in capitals and is an alias."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("www.lab.test", cname="api.lab.test")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "WWW.Lab.Test"
        port = 8080
        run_by = "customer"
    """)
