"""The migration did not run, and the certificate of an API has expired."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("MY-10", "TLS-01")
EXPECT = Expect(causes=("mysql.schema", "tls.expired"))


def world(lab: Lab) -> None:
    lab.serve("mysql")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test", not_before=-9_000_000, not_after=-90_000))
    lab.trust()
    database = needs.need(
        "mysql", "database", url="mysql://app:app-secret@10.77.2.2/appdb", tables=["invoices"]
    )
    lab.declare(database + needs.http("https://api.lab.test:8443/", run_by="third-party"))
