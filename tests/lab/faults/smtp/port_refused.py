"""Nothing listens on the mail server's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-06",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:25"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
