"""PostgreSQL behind HAProxy, whose second server is down and known to be."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers import gateways

TAXONOMY = ("TCP-20",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(ip="10.77.2.3", sql=needs.APP_SQL)
    servers = "server pg1 10.77.2.3:5432 check\nserver pg2 10.77.2.4:5432 check backup\n"
    entry = "frontend f\nmode tcp\nbind 10.77.2.2:5000\ndefault_backend b\n"
    gateways.haproxy(lab, 5000, f"{entry}backend b\nmode tcp\n{servers}")
    lab.declare(needs.postgres("postgres://app:app-secret-7@10.77.2.2:5000/appdb"))
