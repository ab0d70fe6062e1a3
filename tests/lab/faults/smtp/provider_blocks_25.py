"""Port 25 is dropped on the way, as clouds do; the same server takes mail on port 587."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-01",)
EXPECT = Expect("tcp.timeout", owner="customer-network", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", port=587)
    lab.firewall("tcp dport 25 drop")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:25"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
