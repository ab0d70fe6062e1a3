"""The server takes smaller messages than the app sends."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.too_large", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", main="message_size_limit = 1048576")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            max_message = "10MB"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
