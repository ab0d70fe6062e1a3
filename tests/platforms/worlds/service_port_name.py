"""The service leads to a port by a name that the container does not have."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import LABELS, container, deployment, service
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.no_endpoints", "customer-platform"),
    (
        service(LABELS, "http"),
        deployment(container()),
    ),
    "1/1 +Running",
)
