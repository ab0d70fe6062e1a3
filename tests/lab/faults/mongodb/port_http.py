"""An HTTP server answers on MongoDB's port."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", subject="documents")


def world(lab: Lab) -> None:
    lab.http(27017)
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing"))
