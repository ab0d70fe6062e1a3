"""Nothing listens."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("TCP-06",)
EXPECT = Expect("tcp.refused", subject="documents")


def world(lab: Lab) -> None:
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing"))
