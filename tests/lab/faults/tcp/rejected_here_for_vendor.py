"""A rule on the app's own host says "net unreachable" for the vendor's database."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-06",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    lab.dns.set("pg.lab.test", a=[lab.SVC])
    lab.firewall_app("tcp dport 5432 reject with icmp net-unreachable")

    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        host = "pg.lab.test"
        user = "app"
        password = "pw-app-9"
        name = "app"
        run_by = "vendor"
    """)
