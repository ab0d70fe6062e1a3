"""The config map that the container takes its variables from was never made."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, from_config
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.config_missing", "customer-platform"),
    (deployment(container(**from_config("configMapRef", "web-settings"))),),
    "CreateContainerConfigError",
    like="missing_configmap",
)
