"""The service leads to a port on which the app does not listen."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import LABELS, container, deployment, service
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.no_endpoints", "customer-platform", also=("tcp.refused",)),
    (
        service(LABELS, 9090),
        deployment(container()),
    ),
    "1/1 +Running",
    like="k8s_target_port-misconfig",
)
