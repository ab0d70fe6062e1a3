"""The app does not know an option that it is started with."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect(
        "config.file_invalid",
        "customer-platform",
    ),
    (deployment(container(command=says("echo web: unrecognized option --workerz >&2; exit 2"))),),
    "CrashLoopBackOff",
)
