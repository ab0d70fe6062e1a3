"""The app stops itself in an orderly way after every start."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.crash_loop", "vendor-engineering"),
    (deployment(container(command=says("echo worker lost, stopping; exit 143"))),),
    "CrashLoopBackOff",
)
