"""A pod ended once after its first start, and has run since."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.platforms.objects import container, deployment, http, says
from tests.platforms.worlds import World

WORLD = World(
    Expect(healthy=True),
    (
        deployment(
            container(
                command=says(
                    "test -f /data/seen && exec busybox httpd -f -p 8080 -h /www; echo 1 >/data/seen; exit 1"
                ),
                readinessProbe=http("/health"),
                volumeMounts=[{"name": "data", "mountPath": "/data"}],
            ),
            volumes=[{"name": "data", "emptyDir": {}}],
        ),
    ),
    "1/1 +Running +1",
)
