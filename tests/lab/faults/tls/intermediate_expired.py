"""The intermediate certificate has expired, the server's own has not."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, chain, root

TAXONOMY: tuple[str, ...] = ("TLS-01",)
EXPECT = Expect("tls.expired", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    middle = pki._make(pki._name("Issuing CA 1", "Lab"), root(lab), (-400, -3), ca=True)
    lab.http(8443, tls=chain(lab, pki.leaf(by=middle), middle))
    api(lab, HTTPS)
