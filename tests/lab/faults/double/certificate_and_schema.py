"""The vendor's certificate is for another name, and the database is not there."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-03", "PG-04")
EXPECT = Expect(causes=("tls.hostname", "postgres.database_missing"))


def world(lab: Lab) -> None:
    lab.postgres(sql=["create role app login password 'app-secret-7'", "create database appdb owner app"])
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("www.lab.test"))
    lab.trust()
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret-7@10.77.2.2:5432/billing"
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
