"""The nightly job ends with status 3 and may not be tried again."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, job, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.crash_loop", "vendor-engineering"),
    (job(container(command=says("echo import: 0 of 12 files; exit 3")), backoffLimit=0),),
    "BackoffLimitExceeded",
)
