"""The app insists on STARTTLS, which the server does not offer."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", port=587)
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:587"
            starttls = true
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
