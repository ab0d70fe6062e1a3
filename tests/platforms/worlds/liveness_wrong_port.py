"""The liveness probe asks a port on which nothing listens."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, http
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.probe", "vendor-engineering"),
    (deployment(container(livenessProbe=http("/health", 9090, failureThreshold=1))),),
    "failed liveness probe",
    like="liveness_probe_misconfiguration",
)
