"""The only witness is an answer from a cache, an hour and a half old."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TIME-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080, date_offset=-5400, headers={"Age": "5400", "X-Cache": "HIT"})
    lab.declare("""
        [dependencies.catalogue]
        kind = "http"
        url = "http://10.77.2.2:8080/list"
        run_by = "third-party"
    """)
