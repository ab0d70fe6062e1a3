"""The registry's host name does not exist; the node has no way to its name server."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("dns.resolver_unreachable", "customer-platform", also=("dns.nxdomain", "dns.timeout")),
    (deployment(container(image="registry.invalid/web:2.4", imagePullPolicy="Always")),),
    "ImagePullBackOff",
)
