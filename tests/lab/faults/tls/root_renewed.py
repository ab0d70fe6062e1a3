"""The authority was renewed under the same name; the app has the old one."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, chain

TAXONOMY: tuple[str, ...] = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", subject="api")


def world(lab: Lab) -> None:
    old = pki.authority("Corp Root CA", "Corp")
    new = pki.authority("Corp Root CA", "Corp")
    lab.env["SSL_CERT_FILE"] = pki.write(lab.tmp, "old", old)[0]
    lab.http(8443, tls=chain(lab, pki.leaf(by=new)))
    api(lab, HTTPS)
