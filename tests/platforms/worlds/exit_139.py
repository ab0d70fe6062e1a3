"""The app dies of a segmentation fault."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("exec.crashed", "vendor-engineering"),
    (deployment(container(command=says("sh -c 'kill -SEGV $$$$'; exit $?"))),),
    "CrashLoopBackOff",
)
