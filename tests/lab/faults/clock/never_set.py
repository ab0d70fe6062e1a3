"""A board without battery says that it is 2000; the only dependency shows a certificate of tomorrow."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01", "TLS-02")
EXPECT = Expect("clock.skew", owner="customer-platform", subject="clock")


def world(lab: Lab) -> None:
    lab.dns.set("mail.lab.test", a=[lab.SVC])
    lab.tcp(8443, "mute", tls=lab.cert("mail.lab.test"))
    lab.trust()
    lab.declare("""
        [dependencies.mail]
        kind = "tls"
        host = "mail.lab.test"
        port = 8443
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="@2000-01-01 00:00:10")
