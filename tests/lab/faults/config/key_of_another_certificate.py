"""Certificate and key of the client do not belong together."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect("tls.bad_file", also=("config.file_missing", "tls.client_cert"))


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.postgres(5432, hba="hostssl all all all trust\n", tls=lab.cert("db.lab.test"))
    cert, _ = lab.cert("app.lab.test")
    _, key = lab.cert("other.lab.test")
    lab.env["DATABASE_URL"] = (
        f"postgres://postgres@db.lab.test/postgres?sslmode=verify-full&sslrootcert={lab.ca_file}"
        f"&sslcert={cert}&sslkey={key}"
    )
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        [dependencies.postgres]
        kind = "postgres"
        url = "${DATABASE_URL}"

    """)
