"""The certificate is for the address that the URL has."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.trust()
    lab.http(8443, tls=lab.cert("10.77.2.2"))
    api(lab, "https://10.77.2.2:8443/ping")
