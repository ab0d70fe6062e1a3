"""The port speaks TLS from the first byte (465), and the app's URL says smtp://."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-16",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", port=465, tls=lab.cert("10.77.2.2"), wrapped=True)
    lab.trust()
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:465"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
