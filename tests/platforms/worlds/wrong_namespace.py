"""The settings were made in another namespace than the app runs in."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, from_config, thing
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.config_missing", "customer-platform"),
    (
        {
            **thing("ConfigMap", "web-settings", data={"region": "eu"}),
            "metadata": {"name": "web-settings", "namespace": "default"},
        },
        deployment(container(**from_config("configMapRef", "web-settings"))),
    ),
    "CreateContainerConfigError",
)
