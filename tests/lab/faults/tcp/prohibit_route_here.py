"""A prohibit route on the app's own host forbids the address."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-06",)
EXPECT = Expect("tcp.refused", also=("tcp.no_route",), owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    lab.dns.set("pg.lab.test", a=["10.77.2.4"])
    lab.app.run(["ip", "route", "add", "prohibit", "10.77.2.4/32"])

    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        host = "pg.lab.test"
        user = "app"
        password = "pw-app-9"
        name = "app"
        run_by = "customer"
    """)
