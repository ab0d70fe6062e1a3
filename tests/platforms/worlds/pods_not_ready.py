"""Behind the service are only pods that say 503, because the app lacks a page."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import LABELS, container, deployment, service
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.probe", "vendor-engineering", also=("container.no_endpoints",)),
    (
        service(LABELS),
        deployment(
            container(
                readinessProbe={
                    "exec": {"command": ["sh", "-c", "echo warehouse not loaded; exit 1"]},
                    "periodSeconds": 2,
                }
            )
        ),
    ),
    "Readiness probe failed",
)
