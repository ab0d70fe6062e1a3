"""The secret with the password does not exist."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.config_missing", "customer-platform"),
    (
        deployment(
            container(
                env=[
                    {
                        "name": "DB_PASSWORD",
                        "valueFrom": {"secretKeyRef": {"name": "web-db", "key": "password"}},
                    }
                ]
            )
        ),
    ),
    "CreateContainerConfigError",
)
