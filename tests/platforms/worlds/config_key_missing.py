"""The config map is there, but a key that the container wants was taken out of it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, thing
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.config_missing", "customer-platform"),
    (
        thing("ConfigMap", "web-settings", data={"region": "eu"}),
        deployment(
            container(
                env=[
                    {
                        "name": "PLAN",
                        "valueFrom": {"configMapKeyRef": {"name": "web-settings", "key": "plan"}},
                    }
                ]
            )
        ),
    ),
    "CreateContainerConfigError",
    like="configmap_drift",
)
