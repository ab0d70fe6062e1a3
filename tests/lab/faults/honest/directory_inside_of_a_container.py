"""The directory is inside of a container that runs elsewhere."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-05",)
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    lab.env_file("DATA=/data\n")
    lab.declare("""
        [deploy]
        platform = "docker"
        [env.DATA]
        required = true
        [dependencies.data]
        kind = "directory"
        path = "${DATA}"
        writable = true
    """)
