"""The API's authority is not trusted, and the database recovers."""

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "TLS-05",
    "PG-10",
)
EXPECT = Expect(causes=("tls.unknown_ca", "postgres.starting"))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    held.closed_standby(lab.postgres(sql=needs.APP_SQL))
    lab.declare(needs.postgres() + needs.http("https://api.lab.test:8443/", run_by="third-party"))
