"""The server takes no mail before STARTTLS, which the app is set up not to use."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", port=587, tls=lab.cert("10.77.2.2"), main="smtpd_tls_security_level = encrypt")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:587"
            starttls = false
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
