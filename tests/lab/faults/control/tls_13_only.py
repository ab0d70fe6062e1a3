"""A server that speaks TLS 1.3 only, with an elliptic key."""

import ssl

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from trustme import KeyType

TAXONOMY = ("TLS-10",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])

    cert, key = lab.cert("api.lab.test", key_type=KeyType.ECDSA)
    lab.http(8443, tls={"cert": cert, "key": key, "min": ssl.TLSVersion.TLSv1_3})
    lab.trust()
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
