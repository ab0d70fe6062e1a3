"""The clock is two years ahead, so the certificate of the database looks expired."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01", "TLS-01")
EXPECT = Expect("clock.skew", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.postgres(
        5432,
        hba="hostssl all all all trust\n",
        tls=lab.cert("db.lab.test", not_before=-86400, not_after=86400 * 90),
    )
    lab.http(8080)
    lab.env["DATABASE_URL"] = (
        f"postgres://postgres@db.lab.test/postgres?sslmode=verify-full&sslrootcert={lab.ca_file}"
    )
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+730d")
