"""The server takes only so many connections from one address, and they are taken."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.deferred", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", main="smtpd_client_connection_count_limit = 2")
    held.greeted(lab, 25, 2)
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
