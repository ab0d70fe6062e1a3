"""The record leads to a host of another domain, which drivers refuse."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("MG-01",)
EXPECT = Expect("mongodb.unavailable", subject="documents")


def world(lab: Lab) -> None:
    lab.dns.set("_mongodb._tcp.cluster.lab.test", srv=[("m1.other.test", 27017)])
    lab.dns.set("m1.other.test", a=[lab.SVC])
    lab.serve("mongodb")
    lab.declare(mongodb("mongodb+srv://app:mongo-secret-5@cluster.lab.test/billing?tls=false"))
