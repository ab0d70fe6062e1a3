"""A plain TCP service that greets, and one that waits for the client to speak."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.tcp(7000, "open")
    lab.tcp(7001, b"* OK ready\r\n")
    lab.declare("""
        [dependencies.queue]
        kind = "tcp"
        host = "10.77.2.2"
        port = 7000
        [dependencies.mail]
        kind = "tcp"
        host = "10.77.2.2"
        port = 7001
    """)
