"""The only node with the wanted label is reserved for others."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, thing
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.unschedulable", "customer-platform"),
    (
        {
            **thing(
                "Node",
                "node-2",
                spec={"taints": [{"key": "dedicated", "value": "batch", "effect": "NoSchedule"}]},
            ),
            "metadata": {"name": "node-2", "labels": {"disk": "fast"}},
        },
        deployment(container(), nodeSelector={"disk": "fast"}),
    ),
    "FailedScheduling",
    like="taint_no_toleration",
)
