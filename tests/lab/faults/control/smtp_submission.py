"""A submission port with STARTTLS and a login, for other domains, too."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        port=587,
        tls=lab.cert("10.77.2.2"),
        users={"app": "app-secret"},
        main="smtpd_tls_auth_only = yes",
    )
    lab.trust()
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://app:app-secret@10.77.2.2:587"
            starttls = true
            from = "Billing <billing@lab.test>"
            to = "someone@example.org"
            max_message = "5MiB"
        """)
