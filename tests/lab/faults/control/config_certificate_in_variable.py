"""A whole certificate stands in a variable, and a password ends with an equals sign."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    pem = lab.ca.cert_pem.bytes().decode()
    lab.env |= {"IDP_CERT": pem, "SIGNING_KEY": "c2VjcmV0LXNlY3JldA=="}

    lab.http(8080)
    lab.declare("""
        [env.IDP_CERT]
        required = true
        [env.SIGNING_KEY]
        required = true
        secret = true
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
