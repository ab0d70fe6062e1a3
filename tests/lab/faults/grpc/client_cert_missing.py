"""The server lets in only who shows a certificate, and the app has none."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TLS-09",)
EXPECT = Expect("tls.client_cert", owner="customer-security", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", tls=lab.cert("10.77.2.2"), client_ca=lab.ca_file)
    lab.trust()
    lab.declare(needs.need("grpc", "orders", url="grpcs://10.77.2.2:50051"))
