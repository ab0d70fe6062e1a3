"""The pod must not run as root, and the image names its user by a word, which proves nothing."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.admission", "customer-security"),
    (deployment(container(image="app:2", securityContext={"runAsNonRoot": True})),),
    "CreateContainerConfigError",
)
