"""The server offers a login only inside TLS, and the app is set up to use none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        port=587,
        tls=lab.cert("10.77.2.2"),
        users={"app": "app-secret"},
        main="smtpd_tls_auth_only = yes",
    )
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://app:app-secret@10.77.2.2:587"
            starttls = false
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
