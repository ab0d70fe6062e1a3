"""No name server answers the question for the SRV record."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("DNS-05",)
EXPECT = Expect("dns.timeout", subject="documents", also=("dns.partial",))


def world(lab: Lab) -> None:
    lab.dns.set("_mongodb._tcp.cluster.lab.test", drop=True)
    lab.declare(mongodb("mongodb+srv://app:mongo-secret-5@cluster.lab.test/billing"))
