"""The app asks for more memory than any node has."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.unschedulable", "customer-platform"),
    (deployment(container(resources={"requests": {"memory": "900Gi"}})),),
    "FailedScheduling",
    like="resource_request_too_large",
)
