"""The app does not know the authority of the server's certificate."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", also=("tls.self_signed",), subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", tls=lab.cert("10.77.2.2"))
    lab.declare(needs.need("grpc", "orders", url="grpcs://10.77.2.2:50051"))
