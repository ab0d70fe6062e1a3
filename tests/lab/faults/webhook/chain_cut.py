"""The gateway leaves out the certificate between its own and the authority's."""

from __future__ import annotations

from tests.lab import pki, webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("TLS-07",)
EXPECT = Expect("tls.incomplete_chain", subject="payments")


def world(lab: Lab) -> None:
    root = pki.authority("Lab Root CA")
    leaf = pki.leaf(("app.lab.test",), by=pki.authority("Lab Issuing CA 1", by=root))
    webhooks.site(lab, tls=pki.write(lab.tmp, "leaf", leaf))
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "root", root)[0]
    lab.declare(webhooks.declared())
