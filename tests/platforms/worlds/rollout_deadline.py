"""The new revision never becomes ready, and the rollout's time is over."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, http
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.probe", "vendor-engineering"),
    (deployment(container(), {"progressDeadlineSeconds": 10}),),
    "1/1 +Running",
    like="rolling_update_misconfigured",
    later=(deployment(container(readinessProbe=http("/ready")), {"progressDeadlineSeconds": 10}),),
    then="(?s)Readiness probe failed.*ProgressDeadlineExceeded",
)
