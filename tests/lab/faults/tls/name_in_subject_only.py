"""The certificate has no alternative names, and the app uses requests."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, chain, root

TAXONOMY: tuple[str, ...] = ("TLS-03",)
EXPECT = Expect("tls.hostname", subject="api")


def world(lab: Lab) -> None:
    r = root(lab)
    lab.env["REQUESTS_CA_BUNDLE"] = lab.env["SSL_CERT_FILE"]
    p = pki._make(pki._name("api.lab.test", ""), r, (-10, 90))
    lab.http(8443, tls=chain(lab, p))
    api(lab, HTTPS, rest='client = "requests"')
