"""The server cannot read its own table of accounts: 454 for every login."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.auth", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    server = lab.serve("smtp", port=587, users={"app": "app-secret"})
    (server.folder / "sasldb2").write_text("")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://app:app-secret@10.77.2.2:587"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
