"""Database, message server and an API, all over TLS with one private authority."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.serve("mysql", tls=lab.cert("db.lab.test"))
    lab.serve("nats", tls=True)
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    database = f"mysql://app:app-secret@db.lab.test/appdb?ssl_ca={lab.ca_file}&ssl_verify_identity=true"
    lab.declare(
        needs.need("mysql", "database", url=database)
        + needs.need("nats", "bus", url="tls://app:nats-secret-3@10.77.2.2:4222")
        + needs.http("https://api.lab.test:8443/ping")
    )
