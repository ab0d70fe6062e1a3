"""The readiness probe failed twice while the app started, and passes since."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import LABELS, container, deployment, http, says, service
from tests.platforms.worlds import World

WORLD = World(
    Expect(healthy=True),
    (
        service(LABELS),
        deployment(
            container(
                command=says("sleep 7; exec busybox httpd -f -p 8080 -h /www"), readinessProbe=http("/health")
            )
        ),
    ),
    "1/1 +Running",
)
