"""A quota and a limit range that the app keeps."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, thing
from tests.platforms.worlds import World

WORLD = World(
    Expect(healthy=True),
    (
        thing("ResourceQuota", "team", spec={"hard": {"requests.memory": "128Mi"}}),
        thing("LimitRange", "team", spec={"limits": [{"type": "Container", "max": {"memory": "64Mi"}}]}),
        deployment(container(resources={"limits": {"memory": "32Mi"}})),
    ),
    "1/1 +Running",
)
