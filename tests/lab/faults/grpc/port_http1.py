"""A web server that speaks HTTP/1.1 only has the port."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", also=("http.wrong_backend",), subject="orders")


def world(lab: Lab) -> None:
    lab.http(50051)
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
