"""The server speaks TLS only, and the app's URL says grpc://."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TLS-17",)
EXPECT = Expect("tls.not_tls", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", tls=lab.cert("10.77.2.2"))
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
