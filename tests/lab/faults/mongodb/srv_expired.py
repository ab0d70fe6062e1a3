"""A cluster by its record, and the certificate of its server has expired."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("TLS-01",)
EXPECT = Expect("tls.expired", subject="documents")


def world(lab: Lab) -> None:
    lab.trust()
    lab.dns.set("_mongodb._tcp.cluster.lab.test", srv=[("m1.lab.test", 27018)])
    lab.dns.set("m1.lab.test", a=[lab.SVC])
    lab.serve("mongodb", port=27018, tls=lab.cert("m1.lab.test", not_before=-90000, not_after=-3600))
    lab.declare(mongodb("mongodb+srv://app:mongo-secret-5@cluster.lab.test/billing"))
