"""A gateway in front of Redis speaks TLS, and the URL says redis://."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy, pem
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("RD-11",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    both = pem(lab.tmp, *lab.cert("cache.lab.test"))
    lab.redis()
    haproxy(
        lab,
        6380,
        f"listen l\n mode tcp\n bind 10.77.2.2:6380 ssl crt {both}\n server s1 10.77.2.2:6379\n",
    )
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    api(lab, "redis://cache.lab.test:6380/0", kind="redis", name="cache")
