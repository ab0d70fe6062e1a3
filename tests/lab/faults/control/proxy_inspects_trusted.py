"""A proxy that opens TLS, and the app trusts the company's authority."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-11",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    corp = lab.intercept()
    lab.hosts("127.0.0.1 localhost\n")
    lab.fw.run(["true"])
    lab.env["SSL_CERT_FILE"] = corp.ca_file
    lab.env["REQUESTS_CA_BUNDLE"] = corp.ca_file
    lab.env["HTTPS_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
