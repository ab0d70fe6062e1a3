"""A queue is missing at the broker, and the mail server sends nothing to other domains."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("MQ-03",)
EXPECT = Expect(causes=("amqp.precondition", "smtp.relay_denied"))


def world(lab: Lab) -> None:
    lab.serve("amqp")
    lab.serve("smtp")
    broker = needs.need(
        "amqp", "broker", url="amqp://app:rabbit-secret-9@10.77.2.2:5672/billing", queues=["refunds"]
    )
    mail = {"url": "smtp://10.77.2.2", "from": "billing@lab.test", "to": "someone@example.org"}
    lab.declare(broker + needs.need("smtp", "mail", **mail))
