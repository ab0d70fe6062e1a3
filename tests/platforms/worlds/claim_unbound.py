"""No volume fits the claim, and nothing provides one."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import claim, container, deployment, volume
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.volume", "customer-platform"),
    (
        claim("web-data"),
        deployment(container(volumeMounts=[{"name": "data", "mountPath": "/data"}]), **volume("web-data")),
    ),
    "FailedScheduling",
    like="non_existent_storage",
)
