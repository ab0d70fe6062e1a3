"""The clock is ten minutes behind, which does not save a certificate that is really expired."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TIME-01", "TLS-01")
EXPECT = Expect(causes=("clock.skew", "tls.expired"))


def world(lab: Any) -> None:
    import datetime

    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("mail.lab.test", a=["10.77.2.3"])
    lab.trust()
    old = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=30)
    lab.http(8443, tls=lab.cert("api.lab.test", not_after=old))
    lab.http(8081, ip="10.77.2.3")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
        [dependencies.mail]
        kind = "http"
        url = "http://mail.lab.test:8081/ping"
        run_by = "customer"
    """)


def run(lab: Any) -> Any:
    return lab.self_test(faketime="-10m")
