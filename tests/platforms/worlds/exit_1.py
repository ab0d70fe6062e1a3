"""The app ends with status 1 at once and says nothing of why."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.crash_loop", "vendor-engineering"),
    (deployment(container(command=says("echo starting; exit 1"))),),
    "CrashLoopBackOff",
)
