"""The inspecting proxy's authority has the same organisation as the service's own."""

from __future__ import annotations

import trustme
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, proxied

TAXONOMY: tuple[str, ...] = ("PRX-11",)
EXPECT = Expect("tls.intercepted", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    lab.intercept(ca=trustme.CA())
    proxied(lab, "http://10.77.1.1:3128")
    ca = trustme.CA()
    lab.env["SSL_CERT_FILE"] = lab._readable("x.pem", ca.cert_pem.bytes())
    lab.http(8443, tls=lab.cert("api.lab.test", ca=ca))
    api(lab, HTTPS)
