"""The certificate behind STARTTLS is for another name."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-03",)
EXPECT = Expect("tls.hostname", owner="customer-security", subject="mail")


def world(lab: Lab) -> None:
    lab.serve("smtp", port=587, tls=lab.cert("mx1.provider.test"))
    lab.trust()
    lab.dns.set("mail.lab.test", a=[lab.SVC])
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "submission://mail.lab.test"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
