"""The app takes more memory than its limit."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("memory.oom_killed", "customer-platform"),
    (
        deployment(
            container(
                command=says("x=0123456789abcdef; while :; do x=$x$x; done"),
                resources={"limits": {"memory": "16Mi"}},
            )
        ),
    ),
    "OOMKilled",
    like="resource_request_too_small",
)
