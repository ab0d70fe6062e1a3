"""The container's file system is read-only, and the app writes into it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("fs.read_only", "customer-platform"),
    (
        deployment(
            container(
                command=says("echo 1 >/www/state || exit 1; sleep 9000"),
                securityContext={"readOnlyRootFilesystem": True},
            )
        ),
    ),
    "CrashLoopBackOff",
)
