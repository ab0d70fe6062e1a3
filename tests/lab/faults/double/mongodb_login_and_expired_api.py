"""The password of the database is wrong, and the certificate of another service has expired."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import http, mongodb

TAXONOMY: tuple[str, ...] = ("TLS-01",)
EXPECT = Expect(causes=("mongodb.auth", "tls.expired"))


def world(lab: Lab) -> None:
    lab.trust()
    lab.serve("mongodb")
    lab.http(8443, tls=lab.cert("10.77.2.2", not_after=-3600))
    lab.declare(mongodb("mongodb://app:mongo-secret-4@10.77.2.2/billing") + http("https://10.77.2.2:8443/"))
