"""The SRV record leads to hosts that have no address."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("DNS-01",)
EXPECT = Expect("dns.nxdomain", subject="documents")


def world(lab: Lab) -> None:
    lab.dns.set("_mongodb._tcp.cluster.lab.test", srv=[("m1.lab.test", 27017), ("m2.lab.test", 27017)])
    lab.declare(mongodb("mongodb+srv://app:mongo-secret-5@cluster.lab.test/billing"))
