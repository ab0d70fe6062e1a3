"""Whatever listens there hangs up at once."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tcp.reset", owner="customer-network", subject="mail")


def world(lab: Lab) -> None:
    lab.tcp(587, "fin")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:587"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
