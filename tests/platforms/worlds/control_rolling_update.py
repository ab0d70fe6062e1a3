"""A rolling update is under way: the old pod serves, the new one starts."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, http
from tests.platforms.worlds import World

WORLD = World(
    Expect(healthy=True),
    (deployment(container(readinessProbe=http("/health"))),),
    "1/1 +Running",
    later=(deployment(container(readinessProbe=http("/health", initialDelaySeconds=900))),),
    then="0/1 +Running",
)
