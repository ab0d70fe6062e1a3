"""The recipient's mailbox is full."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.full", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        maps={"full": ["/^ops@/ 452 4.2.2 Mailbox full"]},
        main="smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/full",
    )
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
