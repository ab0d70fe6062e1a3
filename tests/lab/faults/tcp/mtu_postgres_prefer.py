"""Packets of full size are lost, and sslmode=prefer hangs in the handshake."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-16",)
EXPECT = Expect("tcp.mtu", owner="customer-network", subject="database")


def world(lab: Lab) -> None:
    lab.dns.set("pg.lab.test", a=[lab.SVC])
    names = [f"host-{i}.of-a-long-name.lab.test" for i in range(50)]
    lab.postgres(tls=lab.cert(*names, "pg.lab.test"))
    for host in (lab.svc, lab.app):  # packets as they are on a wire, not as the kernel joins them
        host.run(["ethtool", "-K", "eth0", "tso", "off", "gso", "off"])
    lab.firewall("ip length > 1300 drop")

    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        host = "pg.lab.test"
        user = "app"
        password = "pw-app-9"
        name = "app"
        run_by = "customer"
    """)
