"""The namespace's quota has no memory left for the app."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, thing
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.unschedulable", "customer-platform"),
    (
        thing("ResourceQuota", "team", spec={"hard": {"requests.memory": "32Mi"}}),
        deployment(container(resources={"requests": {"memory": "64Mi"}})),
    ),
    "FailedCreate",
    like="namespace_memory_limit",
)
