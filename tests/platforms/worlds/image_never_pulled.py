"""The image is not on the node, and the policy forbids to pull it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.image_pull", "customer-platform"),
    (deployment(container(image="web:2.4")),),
    "ErrImageNeverPull",
)
