"""The server speaks without TLS, and the app's URL says grpcs://."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TLS-16",)
EXPECT = Expect("tls.not_tls", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc")
    lab.declare(needs.need("grpc", "orders", url="grpcs://10.77.2.2:50051"))
