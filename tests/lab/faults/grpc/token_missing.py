"""The server wants a token, and none is declared."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-01",)
EXPECT = Expect("http.unauthorized", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", token="right-token-5")
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
