"""A job has done its work."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, job, says
from tests.platforms.worlds import World

WORLD = World(
    Expect(healthy=True),
    (job(container(command=says("echo imported 12 files"))),),
    "Completed",
)
