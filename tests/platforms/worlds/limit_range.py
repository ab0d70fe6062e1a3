"""The app asks for more memory than the namespace allows one container."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, thing
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.unschedulable", "customer-platform"),
    (
        thing("LimitRange", "team", spec={"limits": [{"type": "Container", "max": {"memory": "64Mi"}}]}),
        deployment(container(resources={"limits": {"memory": "256Mi"}})),
    ),
    "FailedCreate",
)
