"""One service is inspected and trusted, the other goes past the proxy."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import https

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    i = lab.intercept()
    lab.env["https_proxy"] = "http://10.77.1.1:3128"
    lab.env["no_proxy"] = "10.77.2.3,cache.lab.test"
    https(lab)
    b = lab._readable("both.pem", i.ca.cert_pem.bytes() + lab.ca.cert_pem.bytes())
    lab.env["SSL_CERT_FILE"] = b
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("cache.lab.test", a=["10.77.2.3"])
    lab.http(8444, ip="10.77.2.3", tls=lab.cert("cache.lab.test"))
    lab.declare(
        '[dependencies.a]\nkind="http"\nurl="https://api.lab.test:8443/"\nrun_by="vendor"\n[dependencies.b]\nkind="http"\nurl="https://cache.lab.test:8444/"'
    )
