"""Names that hold test, dev and stage, and belong to production."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-15",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("contest-developers.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.postgres(5432, hba="host all all all trust\n", sql=("create database stages",))
    lab.env |= {
        "APP_ENV": "production",
        "API": "http://contest-developers.lab.test:8080/testing",
        "ENVIRONMENT": "prod",
    }
    lab.declare("""
        [env.API]
        [dependencies.api]
        kind = "http"
        url = "${API}"
        [dependencies.database]
        kind = "postgres"
        url = "postgres://postgres@10.77.2.2/stages"
    """)
