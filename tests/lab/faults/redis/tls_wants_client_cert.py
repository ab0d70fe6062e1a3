"""Redis asks its clients for a certificate, as it does by default."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api, redis_tls

TAXONOMY: tuple[str, ...] = ("TLS-09",)
EXPECT = Expect("tls.client_cert", owner="customer-security", subject="cache")


def world(lab: Lab) -> None:
    cert, key = lab.cert("cache.lab.test")
    lab.trust()
    redis_tls(lab, cert, key, lab.ca_file, "yes")
    api(lab, "rediss://cache.lab.test:6390/0", kind="redis", name="cache")
