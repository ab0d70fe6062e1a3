"""The program in the image lacks the right to be run."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("fs.permission", "customer-platform", also=("exec.not_runnable",)),
    (deployment(container(command=["/srv/web"])),),
    "BackOff|permission denied",
)
