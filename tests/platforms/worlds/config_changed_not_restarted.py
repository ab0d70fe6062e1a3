"""The settings were changed after the start, and the pods still hold the old ones."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, from_config, thing
from tests.platforms.worlds import World

WORLD = World(
    Expect("config.env_stale", "customer-platform"),
    (
        thing("ConfigMap", "web-settings", data={"region": "eu"}),
        deployment(container(**from_config("configMapRef", "web-settings"))),
    ),
    "1/1 +Running",
    like="secret_rotation_stale_env_credentials",
    later=(thing("ConfigMap", "web-settings", data={"region": "us"}),),
    then="1/1 +Running",
)
