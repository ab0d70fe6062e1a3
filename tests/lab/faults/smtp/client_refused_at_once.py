"""The server greets the app's address with 554."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.client_refused", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", main="smtpd_delay_reject = no\nsmtpd_client_restrictions = permit_mynetworks, reject")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
