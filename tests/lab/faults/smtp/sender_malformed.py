"""The declared sender has no domain, which the server demands."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.sender_refused", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", main="smtpd_sender_restrictions = reject_non_fqdn_sender")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing"
            to = "ops@lab.test"
        """)
