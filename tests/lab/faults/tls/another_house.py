"""One of three services is by another authority than the one that is trusted."""

from __future__ import annotations

import trustme
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, https, several

TAXONOMY: tuple[str, ...] = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="b")


def world(lab: Lab) -> None:
    https(lab)
    lab.http(8444, tls=lab.cert("api.lab.test", ca=trustme.CA(organization_name="Corp PKI")))
    lab.http(8080)
    several(lab, a=HTTPS, b="https://api.lab.test:8444/", c="http://api.lab.test:8080/")
