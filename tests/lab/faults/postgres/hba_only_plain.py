"""The server lets this network in without TLS only, and the app insists on TLS."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "PG-06",
    "TLS-23",
)
EXPECT = Expect("postgres.hba", subject="database", also=("tls.not_tls",))


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.postgres(tls=lab.cert("db.lab.test"), hba="hostnossl all all all scram-sha-256\n", sql=needs.APP_SQL)
    lab.declare(needs.postgres("postgres://app:app-secret-7@db.lab.test:5432/appdb?sslmode=require"))
