"""The server is older than what the app is tested with."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("APP-06",)
EXPECT = Expect("app.unsupported", subject="documents")


def world(lab: Lab) -> None:
    hello = {"isWritablePrimary": True, "maxWireVersion": 9}
    lab.serve("mongodb_told", hello=hello, version="4.4.29")
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing", tested=["6.0", "7.0"]))
