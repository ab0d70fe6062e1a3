"""Of two hosts the first one's name is gone; the second is the writer."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("pg1.lab.test", rcode="NXDOMAIN")
    lab.dns.set("pg2.lab.test", a=[lab.SVC])
    lab.postgres(sql=needs.APP_SQL)
    hosts = "pg1.lab.test:5432,pg2.lab.test:5432"
    lab.declare(needs.postgres(f"postgres://app:app-secret-7@{hosts}/appdb?target_session_attrs=read-write"))
