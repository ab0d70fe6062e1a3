"""The server answers 530 to a sender without a login."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.auth", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        port=587,
        users={"app": "app-secret"},
        maps={"who": ["/./ 530 5.7.0 Authentication required"]},
        main="smtpd_sender_restrictions = permit_sasl_authenticated, check_sender_access regexp:{folder}/who",
    )
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:587"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
