"""The only witness takes two seconds to answer."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TIME-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080, delay=2.0)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
