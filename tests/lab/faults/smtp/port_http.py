"""An HTTP server answers on the mail server's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.http(587)
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:587"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
