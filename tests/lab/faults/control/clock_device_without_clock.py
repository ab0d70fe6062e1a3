"""The only witness is a device that thinks it is 1970."""

from __future__ import annotations

import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TIME-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080, date_offset=600 - time.time())
    lab.declare("""
        [dependencies.printer]
        kind = "http"
        url = "http://10.77.2.2:8080/status"
    """)
