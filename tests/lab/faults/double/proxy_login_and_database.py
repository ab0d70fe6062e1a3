"""The proxy wants a login, and the database refuses this host."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-04", "PG-06")
EXPECT = Expect(causes=("proxy.auth_required", "postgres.hba"))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])

    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.squid(user="billing", password="w4y-out-9")
    lab.firewall("tcp dport 8443 drop")
    lab.env["HTTPS_PROXY"] = "http://10.77.1.1:3128"
    lab.postgres(
        hba="host all all 192.168.0.0/16 scram-sha-256\n",
        sql=["create role app login password 'app-secret-7'", "create database appdb owner app"],
    )
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret-7@10.77.2.2:5432/appdb"
    """)
