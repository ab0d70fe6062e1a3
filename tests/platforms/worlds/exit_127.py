"""A script in the container starts a program that is not in the image."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("exec.command_missing", "customer-platform"),
    (deployment(container(command=says("exec billing-server --port 8080"))),),
    "CrashLoopBackOff",
    like="wrong_bin_usage",
)
