"""A firewall drops one service; the certificate of another has expired."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-02", "TLS-01")
EXPECT = Expect(causes=("tcp.timeout", "tls.expired"))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("auth.lab.test", a=["10.77.2.3"])
    lab.tcp(7000, "open")
    lab.firewall("tcp dport 7000 drop")
    lab.http(8443, ip="10.77.2.3", tls=lab.cert("auth.lab.test", not_before=-9_000_000, not_after=-90_000))
    lab.trust()
    lab.declare("""
        [dependencies.queue]
        kind = "tcp"
        host = "api.lab.test"
        port = 7000
        [dependencies.auth]
        kind = "http"
        url = "https://auth.lab.test:8443/"
        run_by = "third-party"
    """)
