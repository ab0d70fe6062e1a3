"""The app lives in another time zone; in UTC its clock is right."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TIME-03",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(5432, hba="host all all all trust\n", conf="timezone = 'America/New_York'")
    lab.env["TZ"] = "Asia/Tokyo"
    lab.http(8080)
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        host = "10.77.2.2"
        user = "postgres"
        name = "postgres"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
    """)
