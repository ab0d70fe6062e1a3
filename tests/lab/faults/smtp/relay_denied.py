"""The app may not send to other domains through this server."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.relay_denied", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "Customer <someone@example.org>"
        """)
