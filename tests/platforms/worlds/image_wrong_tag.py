"""The tag was misspelt: the registry does not have it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment
from tests.platforms.worlds import World

WORLD = World(
    Expect("container.image_pull", "customer-platform"),
    (deployment(container(image="127.0.0.1:7260/web:2.40", imagePullPolicy="Always")),),
    "ImagePullBackOff",
    like="incorrect_image",
)
