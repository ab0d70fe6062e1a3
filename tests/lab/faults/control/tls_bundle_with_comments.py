"""The bundle has comments and Windows line ends."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    text = b"# Corp bundle\nsubject=/O=Lab\n" + pki.authority("Other").pem + b"\n" + lab.ca.cert_pem.bytes()
    bundle = lab._readable("bundle.pem", text.replace(b"\n", b"\r\n"))
    lab.http(8443, tls=lab.cert("api.lab.test"))
    api(lab, HTTPS, rest=f'ca_file = "{bundle}"')
