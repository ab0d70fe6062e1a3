"""The database's certificate is to be verified, and the file with its authority is not there."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    db = lab.postgres(tls=lab.cert("db.lab.test"))
    lab.dns.set("db.lab.test", a=[lab.SVC])
    query = "sslmode=verify-full&sslrootcert=/etc/company/db-ca.pem"
    lab.env["DATABASE_URL"] = f"postgresql://app:secret@db.lab.test:{db.port}/app?{query}"
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        secret = true
        format = "url"
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
