"""The DSN names a client key that is not there."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", owner="customer-platform", also=("tls.bad_file",))


def world(lab: Lab) -> None:
    tls = lab.cert("10.77.2.2", common_name="db")
    lab.postgres(5432, hba="host all all all trust\n", tls=tls)
    lab.trust()
    cert, _ = lab.cert("app.lab.test")
    lab.env["DATABASE_URL"] = (
        f"postgres://postgres@10.77.2.2:5432/postgres?sslmode=verify-full&sslrootcert={lab.ca_file}"
        f"&sslcert={cert}&sslkey={lab.tmp}/client.key"
    )
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        secret = true
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
