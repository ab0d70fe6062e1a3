"""An old relay on port 25: it knows the app by its address, with a greeting of several lines."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        main="mynetworks = 10.77.0.0/16\nsmtpd_banner = $myhostname ESMTP\nsmtp_discard_ehlo_keywords =",
    )
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "someone@example.org"
        """)
