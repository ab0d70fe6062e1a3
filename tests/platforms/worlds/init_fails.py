"""The step before the start ends with status 4."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.init", "customer-platform"),
    (
        deployment(
            container(),
            initContainers=[container(name="migrate", command=says("echo migrate: step 7 of 9; exit 4"))],
        ),
    ),
    "Init:CrashLoopBackOff",
)
