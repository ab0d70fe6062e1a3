"""The sender's domain does not exist, and the server checks that."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.sender_refused", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        main="smtpd_sender_restrictions = reject_unknown_sender_domain\nunknown_address_reject_code = 550",
    )
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@nowhere.lab.test"
            to = "ops@lab.test"
        """)
