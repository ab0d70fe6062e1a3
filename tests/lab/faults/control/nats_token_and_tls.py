"""A token in the address and TLS after the greeting, with an authority that the app trusts."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("nats", conf='authorization { token: "token-of-app-12" }\n', tls=True)
    lab.trust()
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "tls://token-of-app-12@10.77.2.2"
    """)
