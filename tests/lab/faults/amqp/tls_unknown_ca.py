"""amqps://, and the app does not know the authority of the broker's certificate."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", subject="broker", also=("tls.self_signed",))


def world(lab: Lab) -> None:
    lab.serve("amqp", tls=True, port=5671)
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqps://app:rabbit-secret-9@10.77.2.2:5671/billing"
    """)
