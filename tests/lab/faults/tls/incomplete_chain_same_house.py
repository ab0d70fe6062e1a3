"""The server forgets an intermediate of the same house as the trusted root."""

from __future__ import annotations

import trustme
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ("TLS-07",)
EXPECT = Expect("tls.incomplete_chain", also=("tls.unknown_ca",), owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    r = trustme.CA()
    ch = r.create_child_ca()
    lf = ch.issue_cert("api.lab.test")
    lab.env["SSL_CERT_FILE"] = lab._readable("r.pem", r.cert_pem.bytes())
    c = lab._readable("l.pem", lf.cert_chain_pems[0].bytes())
    k = lab._readable("l.key", lf.private_key_pem.bytes())
    lab.http(8443, tls=(c, k))
    api(lab, HTTPS)
