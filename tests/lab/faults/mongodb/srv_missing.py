"""The name of the cluster has no SRV record at this site's name server."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("DNS-01",)
EXPECT = Expect("dns.nxdomain", subject="documents")


def world(lab: Lab) -> None:
    lab.dns.set("cluster.lab.test", a=[lab.SVC])
    lab.declare(mongodb("mongodb+srv://app:mongo-secret-5@cluster.lab.test/billing"))
