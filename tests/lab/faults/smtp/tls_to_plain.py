"""The app's URL says smtps://, and the port begins in plain (STARTTLS)."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-17",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", port=587, tls=lab.cert("10.77.2.2"))
    lab.trust()
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtps://10.77.2.2:587"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
