"""The proxy with a login is the only way out, and the environment names it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.squid(user="billing", password="w4y-out-9")
    lab.firewall("tcp dport 8443 drop")
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        lab.env[name] = "http://billing:w4y-out-9@10.77.1.1:3128"

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
