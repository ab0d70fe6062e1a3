"""Packets of full size are lost; the database is used without TLS, and short questions work."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-16",)
EXPECT = Expect("tcp.mtu", owner="customer-network", subject="database")


def world(lab: Lab) -> None:
    lab.dns.set("pg.lab.test", a=[lab.SVC])
    lab.postgres(sql=["create role app login password 'pw-app-9'", "create database app owner app"])
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
