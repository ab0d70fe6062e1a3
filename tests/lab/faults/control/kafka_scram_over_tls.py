"""A login by SCRAM over TLS, with rights to the topics in both directions."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka
from tests.lab.servers.kafka_told import Topic

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("kafka.lab.test", a=[lab.SVC])
    lab.trust()
    lab.serve("kafka_told", brokers=((1, "kafka.lab.test", 9093),), port=9093, tls=lab.cert("kafka.lab.test"),
              mechanisms=["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], users={"app": "kafka-secret-7"},
              topics={"orders": Topic(), "invoices": Topic(may=1 << 3 | 1 << 8)})  # fmt: skip
    lab.env["KAFKA_PASSWORD"] = "kafka-secret-7"
    lab.declare("[env.KAFKA_PASSWORD]\nsecret = true\n" + kafka(
        "kafka.lab.test:9093", user="app", password="${KAFKA_PASSWORD}", security_protocol="SASL_SSL",
        sasl_mechanism="SCRAM-SHA-512", produces=["orders"], consumes=["invoices"],
        group="billing"))  # fmt: skip
