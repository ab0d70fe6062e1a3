"""Host, user and password come from libpq's service file."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    file = lab.tmp / "pg_service.conf"
    file.write_text("[main]\nhost=10.77.2.2\nport=5432\nuser=app\ndbname=appdb\npassword=app-secret-7\n")
    lab.env.update(PGSERVICEFILE=str(file), PGSERVICE="main")
    lab.declare(needs.postgres("postgresql://"))
