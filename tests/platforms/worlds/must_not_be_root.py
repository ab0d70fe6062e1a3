"""The pod must not run as root, and the image does."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.admission", "customer-security"),
    (deployment(container(securityContext={"runAsNonRoot": True})),),
    "CreateContainerConfigError",
)
