"""The certificate behind STARTTLS is from an authority that the app does not know."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", port=587, tls=lab.cert("10.77.2.2"))
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:587"
            starttls = true
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
