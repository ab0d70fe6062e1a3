"""A firewall on the way hides what the server says: stars for its name, no STARTTLS."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.filtered", owner="customer-network", subject="mail")


def world(lab: Lab) -> None:
    lab.tcp(587, held.masked_smtp)
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:587"
            starttls = true
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
