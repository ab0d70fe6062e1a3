"""Large packets are lost both ways, so the handshake hangs."""

from __future__ import annotations

from tests.lab import pki
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, chain, root

TAXONOMY: tuple[str, ...] = ("TCP-16",)
EXPECT = Expect("tcp.mtu", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    r = root(lab)
    i = pki.authority("Issuing", by=r)
    lab.http(8443, tls=chain(lab, pki.leaf(by=i), i))
    lab.firewall("meta length > 1300 drop")
    api(lab, HTTPS, run_by="vendor")
