"""The server takes mail for others only after a login, and the app has none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.relay_denied", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", port=587, users={"app": "app-secret"})
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:587"
            from = "billing@lab.test"
            to = "someone@example.org"
        """)
