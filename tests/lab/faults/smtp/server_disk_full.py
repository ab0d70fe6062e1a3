"""The mail server's own disk is full."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.full", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", main="queue_minfree = 900000000000000")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
