"""One vendor service has a wrong clock; database and cache agree with this host."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TIME-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080, date_offset=3 * 3600)
    lab.redis()
    lab.postgres(5432, hba="host all all all trust\n")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2"
        [dependencies.database]
        kind = "postgres"
        url = "postgres://postgres@10.77.2.2/postgres"
    """)
