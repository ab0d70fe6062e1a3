"""The app must run on a node with a label that none has."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.unschedulable", "customer-platform"),
    (deployment(container(), nodeSelector={"kubernetes.io/hostname": "extra-node"}),),
    "FailedScheduling",
    like="assign_to_non_existent_node",
)
