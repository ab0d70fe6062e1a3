"""The company opens TLS on the way, and its authority is trusted."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-09",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.env["SSL_CERT_FILE"] = lab.intercept(3128).ca_file
    lab.firewall("tcp dport 8443 drop")
    lab.env["HTTPS_PROXY"] = lab.env["https_proxy"] = "http://10.77.1.1:3128"

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
