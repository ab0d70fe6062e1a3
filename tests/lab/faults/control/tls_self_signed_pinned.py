"""The server's own certificate is declared as what to trust."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, chain

TAXONOMY: tuple[str, ...] = ("TLS-04",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    cert, key = chain(lab, pki.leaf())
    lab.http(8443, tls=(cert, key))
    api(lab, HTTPS, rest=f'ca_file = "{cert}"')
