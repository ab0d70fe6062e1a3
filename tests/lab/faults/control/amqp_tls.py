"""amqps:// with a certificate that the app trusts, by name."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-02",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    server = lab.serve("amqp", tls=True, port=5671)
    lab.dns.set("mq.lab.test", a=[lab.SVC])
    lab.env["SSL_CERT_FILE"] = server.ca_file
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqps://app:rabbit-secret-9@mq.lab.test/billing"
        queues = ["jobs"]
    """)
