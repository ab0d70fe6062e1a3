"""The step before the start waits for a database that does not come."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, says
from tests.platforms.worlds import World

WORLD = World(
    Expect("tcp.timeout", "customer-network", also=("container.init", "tcp.no_route", "tcp.refused")),
    (
        deployment(
            container(),
            initContainers=[
                container(
                    name="wait",
                    command=says(
                        "until nc -w 1 10.80.0.77 5432 </dev/null; do echo waiting for it; sleep 3; done"
                    ),
                )
            ],
        ),
    ),
    "Init:0/1",
    like="init_container_dependency_hang",
)
