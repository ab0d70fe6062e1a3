"""The pod mounts a claim that does not exist."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, volume
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.config_missing", "customer-platform", also=("container.volume",)),
    (
        deployment(
            container(volumeMounts=[{"name": "data", "mountPath": "/data"}]), **volume("web-data-broken")
        ),
    ),
    "FailedScheduling|persistentvolumeclaim",
    like="pvc_claim_mismatch",
)
