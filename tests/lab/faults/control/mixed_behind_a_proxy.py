"""The web through a proxy, everything else past it."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.kafka_told import Topic
from tests.lab.sites import proxied

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.squid()
    proxied(lab, "http://10.77.1.1:3128")
    lab.firewall("ip saddr 10.77.1.2 tcp dport 8080 drop")
    lab.serve("amqp")
    lab.serve("kafka_told", mechanisms=["PLAIN"], users={"app": "kafka-secret-7"}, topics={"orders": Topic()})
    events = "SASL_PLAINTEXT://app:kafka-secret-7@10.77.2.2:9092"
    lab.declare(
        needs.http("http://api.lab.test:8080/ping")
        + needs.need("amqp", "broker", url="amqp://app:rabbit-secret-9@10.77.2.2/billing")
        + needs.kafka(events, topics=["orders"])
    )
