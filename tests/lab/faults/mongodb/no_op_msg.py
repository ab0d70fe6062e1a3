"""The server is of 2017, and no driver of today speaks to it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("APP-06",)
EXPECT = Expect("app.unsupported", subject="documents")


def world(lab: Lab) -> None:
    hello = {"isWritablePrimary": True, "maxWireVersion": 5}
    lab.serve("mongodb_told", hello=hello, version="3.4.24", op_msg=False, mechanisms=["SCRAM-SHA-1"])
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing"))
