"""The answer to the liveness probe takes two seconds, the probe waits one."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.probe", "vendor-engineering"),
    (
        deployment(
            container(
                livenessProbe={
                    "exec": {"command": ["sleep", "2"]},
                    "timeoutSeconds": 1,
                    "periodSeconds": 2,
                    "failureThreshold": 1,
                }
            )
        ),
    ),
    "iveness probe failed|failed liveness probe|iveness probe errored",
    like="liveness_probe_too_aggressive",
)
