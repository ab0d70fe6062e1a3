"""An answer from a cache carries the date of its making and its age."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TIME-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080, date_offset=-5400, headers={"Age": "5400", "Via": "1.1 edge-7 (cache)", "X-Cache": "HIT"})
    lab.redis()
    lab.declare("""
        [dependencies.catalogue]
        kind = "http"
        url = "http://10.77.2.2:8080/list"
        run_by = "third-party"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/2"
    """)
