"""The app has a login, and the server offers none on this port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.auth", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", port=25)
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://app:app-secret@10.77.2.2:25"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
