"""The server sends its root and a stranger along."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, chain, root

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    top = root(lab)
    middle = pki.authority("Issuing CA 1", by=top)
    lab.http(8443, tls=chain(lab, pki.leaf(by=middle), middle, top, pki.authority("Old Root")))
    api(lab, HTTPS)
