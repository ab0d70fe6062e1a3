"""The port accepts, and nobody ever answers."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("TCP-13",)
EXPECT = Expect("tcp.mute", subject="documents")


def world(lab: Lab) -> None:
    lab.tcp(27017, "mute")
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing"))
