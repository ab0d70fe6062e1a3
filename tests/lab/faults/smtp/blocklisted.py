"""The app's address is on a list of senders of junk mail."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.client_refused", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.dns.set("2.1.77.10.bl.lab.test", a=["127.0.0.2"])
    lab.serve("smtp", main="smtpd_client_restrictions = reject_rbl_client bl.lab.test")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
