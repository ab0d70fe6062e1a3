"""TLS from the first byte, a user whose name holds an @, and nothing said of sender and recipient."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("smtp", port=465, tls=lab.cert("10.77.2.2"), users={"app@lab.test": "p:w/d%@1"}, wrapped=True)
    lab.trust()
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtps://app%40lab.test:p%3Aw%2Fd%25%401@10.77.2.2"
        """)
