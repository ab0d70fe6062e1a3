"""The pod's security context makes the app another user, who may not write its folder."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("fs.permission", "customer-platform"),
    (
        deployment(
            container(
                command=says("echo 1 >/www/state || exit 1; sleep 9000"), securityContext={"runAsUser": 1000}
            )
        ),
    ),
    "CrashLoopBackOff",
)
