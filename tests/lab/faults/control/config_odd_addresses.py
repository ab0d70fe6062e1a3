"""Addresses with query, fragment, user without password, and a trailing dot."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.redis()
    lab.postgres(5432, hba="host all all all trust\n")
    lab.env |= {
        "API_URL": "http://api.lab.test.:8080/v1/ping?x=a@b&y=c:d#top",
        "REDIS_URL": "redis://10.77.2.2/0?socket_timeout=5&protocol=2",
        "DATABASE_URL": "postgres://postgres:@10.77.2.2/postgres?options=-csearch_path%3Dpublic",
    }
    lab.declare("""
        [env.API_URL]
        format = "url"
        [env.REDIS_URL]
        format = "url"
        [env.DATABASE_URL]
        format = "url"
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        [dependencies.cache]
        kind = "redis"
        url = "${REDIS_URL}"
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
