"""The server wants a certificate, and the app has one."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("grpc", tls=lab.cert("10.77.2.2"), client_ca=lab.ca_file)
    lab.trust()
    cert, key = lab.cert("app.lab.test")
    lab.declare(needs.need("grpc", "orders", url="https://10.77.2.2:50051", cert_file=cert, key_file=key))
