"""The app needs a minute to start, the startup probe gives it four seconds."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, http, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.probe", "vendor-engineering"),
    (
        deployment(
            container(
                command=says("echo warming up; sleep 60; exec busybox httpd -f -p 8080 -h /www"),
                startupProbe=http("/health", failureThreshold=2),
            )
        ),
    ),
    "failed startup probe",
)
