"""In a pod, a helper beside the app answers at localhost."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-14",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(15000, ip="127.0.0.1", namespace=lab.app)
    lab.declare("""
        [deploy]
        platform = "kubernetes"
        [dependencies.proxy]
        kind = "http"
        host = "localhost"
        port = 15000
    """)
