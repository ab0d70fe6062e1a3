"""Settings that were changed before the pods were started again."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, from_config, http, thing
from tests.platforms.worlds import World

WORLD = World(
    Expect(healthy=True),
    (
        thing("ConfigMap", "web-settings", data={"region": "eu"}),
        deployment(container(readinessProbe=http("/health"), **from_config("configMapRef", "web-settings"))),
    ),
    "1/1 +Running",
)
