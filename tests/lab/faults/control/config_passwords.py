"""Passwords with colon, plus, percent escape and hash, as the libraries take them."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-09",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(6379, conf="requirepass a:b+c")
    lab.postgres(5432, sql=("create role app login password 'a+b c#d'",))
    lab.env |= {
        "REDIS_URL": "REDIS://default:a:b+c@10.77.2.2:6379",
        "DATABASE_URL": "postgresql://app:a+b%20c%23d@10.77.2.2:5432/postgres?connect_timeout=3&application_name=x%20y",
    }
    lab.declare("""
        [env.REDIS_URL]
        secret = true
        format = "url"
        [env.DATABASE_URL]
        secret = true
        format = "url"
        [dependencies.cache]
        kind = "redis"
        url = "${REDIS_URL}"
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
