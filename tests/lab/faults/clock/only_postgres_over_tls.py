"""The clock is a year behind, and the only dependency is PostgreSQL over TLS."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01", "TLS-02")
EXPECT = Expect("clock.skew", also=("tls.not_yet_valid",))


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.postgres(
        5432,
        hba="hostssl all all all trust\n",
        tls=lab.cert("db.lab.test", not_before=-86400 * 9, not_after=86400 * 60),
    )
    lab.env["DATABASE_URL"] = (
        f"postgres://postgres@db.lab.test/postgres?sslmode=verify-full&sslrootcert={lab.ca_file}"
    )
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        [dependencies.postgres]
        kind = "postgres"
        url = "${DATABASE_URL}"

    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="-365d")
