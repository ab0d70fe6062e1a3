"""The certificate of the TLS port has expired."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-01",)
EXPECT = Expect("tls.expired", owner="customer-security", subject="mail")


def world(lab: Lab) -> None:
    lab.serve(
        "smtp", port=465, tls=lab.cert("10.77.2.2", not_after=-86400, not_before=-9000000), wrapped=True
    )
    lab.trust()
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtps://10.77.2.2:465"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
