"""The registry wants a login, and the pull secret that the pod names does not exist."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.image_pull", "customer-platform"),
    (
        deployment(
            container(image="127.0.0.1:7260/locked/web:2.4", imagePullPolicy="Always"),
            imagePullSecrets=[{"name": "registry-login"}],
        ),
    ),
    "ImagePullBackOff",
)
