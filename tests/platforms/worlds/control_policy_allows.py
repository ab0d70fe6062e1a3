"""A network policy selects the pods and allows them what they need."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import LABELS, container, deployment, http, policy, service
from tests.platforms.worlds import World

WORLD = World(
    Expect(healthy=True),
    (
        policy("web-default", egress=[]),
        policy("web-out", egress=[{"ports": [{"port": 53, "protocol": "UDP"}, {"port": 5432}]}]),
        service(LABELS),
        deployment(container(readinessProbe=http("/health"))),
    ),
    "1/1 +Running",
)
