"""http leads to https, whose certificate is self-signed."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api, chain

TAXONOMY: tuple[str, ...] = ("HTTP-07", "TLS-04")
EXPECT = Expect("tls.unknown_ca", also=("http.redirected", "tls.self_signed"), subject="api")


def world(lab: Lab) -> None:
    lab.http(8080, status=301, headers={"Location": "https://api.lab.test:8443/ping"})
    lab.http(8443, tls=chain(lab, pki.leaf()))
    api(lab)
