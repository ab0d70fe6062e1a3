"""The pods name a service account that does not exist, so none is made."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.config_missing", "customer-platform"),
    (deployment(container(), serviceAccountName="billing"),),
    "FailedCreate",
)
