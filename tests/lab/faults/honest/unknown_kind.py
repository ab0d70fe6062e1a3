"""A kind that no check here knows; its plugin is not installed."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    lab.tcp(7000, "open")
    lab.declare("""
        [dependencies.queue]
        kind = "tcp"
        host = "10.77.2.2"
        port = 7000
        [dependencies.ledger]
        kind = "abacus"
        host = "10.77.2.2"
        port = 7001
    """)
