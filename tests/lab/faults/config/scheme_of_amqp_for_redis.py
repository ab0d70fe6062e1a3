"""The broker of the queue is Redis; the address is one of RabbitMQ."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-10",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", also=("config.value_malformed",))


def world(lab: Lab) -> None:
    lab.redis()
    lab.env_file("CELERY_BROKER_URL=amqp://guest:guest@10.77.2.2:6379//\n")
    lab.declare("""
        [env.CELERY_BROKER_URL]
        required = true
        [dependencies.redis]
        kind = "redis"
        url = "${CELERY_BROKER_URL}"

    """)
