"""A directory that the vendor can do without is not there."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.declare(f"""
        [dependencies.thumbnails]
        kind = "directory"
        path = "{lab.tmp}/thumbnails"
        writable = true
        critical = false
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/"
    """)
