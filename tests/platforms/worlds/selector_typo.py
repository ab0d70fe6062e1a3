"""The service selects a label that no pod has."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, service
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.no_endpoints", "customer-platform"),
    (
        service({"app": "wep"}),
        deployment(container()),
    ),
    "1/1 +Running",
    like="wrong_service_selector",
)
