"""The database wants another password, and the API's port is closed."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-03", "TCP-01")
EXPECT = Expect(causes=("postgres.auth", "tcp.refused"))


def world(lab: Lab) -> None:
    lab.postgres(sql=["create role app login password 'app-secret-7'", "create database appdb owner app"])
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:another-secret-8@10.77.2.2:5432/appdb"
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
