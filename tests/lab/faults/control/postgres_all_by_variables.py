"""Everything but the scheme is told by PG* variables."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.postgres(5455, tls=lab.cert("db.lab.test"), sql=needs.APP_SQL)
    lab.env.update(PGHOST="db.lab.test", PGPORT="5455", PGUSER="app", PGPASSWORD="app-secret-7")
    lab.env.update(PGDATABASE="appdb", PGSSLMODE="verify-full", PGSSLROOTCERT=lab.ca_file)
    lab.declare(needs.postgres("postgresql://"))
