"""A network policy selects the pods of the app and allows them no way out."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, policy
from tests.platforms.worlds import World

WORLD = World(
    Expect("tcp.timeout", "customer-network"),
    (
        policy("web-locked", egress=[]),
        deployment(container()),
    ),
    "1/1 +Running",
    like="network_policy_block",
)
