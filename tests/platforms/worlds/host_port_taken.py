"""Two copies want the same port of the only node."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.unschedulable", "customer-platform", also=("tcp.port_in_use",)),
    (deployment(container(ports=[{"containerPort": 8080, "hostPort": 18080}]), {"replicas": 2}),),
    "FailedScheduling",
    like="service_port_conflict",
)
