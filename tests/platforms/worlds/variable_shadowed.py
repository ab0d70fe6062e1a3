"""The address of the database stands twice in the container's variables, and the last one counts."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("config.env_shadowed", "customer-platform"),
    (
        deployment(
            container(
                env=[
                    {"name": "DATABASE_HOST", "value": "db.eu.example"},
                    {"name": "REGION", "value": "eu"},
                    {"name": "DATABASE_HOST", "value": "db.us.example"},
                ]
            )
        ),
    ),
    "1/1 +Running",
    like="env_variable_shadowing",
)
