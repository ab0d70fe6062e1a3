"""Redis' certificate is for one member, and the app asks by the name of all."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api, redis_tls

TAXONOMY: tuple[str, ...] = ("TLS-03",)
EXPECT = Expect("tls.hostname", owner="customer-security", subject="cache")


def world(lab: Lab) -> None:
    cert, key = lab.cert("redis-0.lab.test")
    lab.trust()
    redis_tls(lab, cert, key, lab.ca_file)
    api(lab, "rediss://cache.lab.test:6390/0", kind="redis", name="cache")
