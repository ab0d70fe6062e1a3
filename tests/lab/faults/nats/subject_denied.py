"""The user may not listen to a subject that the app needs."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers import nats

TAXONOMY = ("MQ-02",)
EXPECT = Expect("amqp.auth", owner="customer-dba", subject="bus")


def world(lab: Lab) -> None:
    rights = 'permissions { subscribe: ["_INBOX.>", "mails.>"] }'
    user = f'user: app, password: "{nats.PASSWORD}", {rights}'
    lab.serve("nats", conf=f"authorization {{ users: [ {{ {user} }} ] }}\n")
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
        subjects = ["mails.new", "orders.>"]
    """)
