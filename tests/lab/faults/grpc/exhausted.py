"""All calls that the server takes at once are taken."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-09",)
EXPECT = Expect("http.rate_limited", subject="orders")


def world(lab: Lab) -> None:
    lab.serve("grpc", most_calls=1)
    lab.declare(needs.need("grpc", "orders", url="grpc://10.77.2.2:50051"))
