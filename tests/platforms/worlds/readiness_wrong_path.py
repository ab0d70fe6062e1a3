"""The readiness probe asks for a page that the app does not have."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import LABELS, container, deployment, http, service
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.probe", "vendor-engineering"),
    (
        service(LABELS),
        deployment(container(readinessProbe=http("/healthz"))),
    ),
    "Readiness probe failed",
    like="readiness_probe_misconfiguration",
)
