"""The server knows the app and does not let it call."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-03",)
EXPECT = Expect("http.forbidden", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", refuses=("PERMISSION_DENIED", "client app has no role caller"))
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
