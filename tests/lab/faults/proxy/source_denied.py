"""squid does not serve this host at all."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, only_way, proxied

TAXONOMY: tuple[str, ...] = ("PRX-07",)
EXPECT = Expect("proxy.blocked", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    lab.squid(extra="acl here src 10.77.1.2\nhttp_access deny here")
    proxied(lab, "http://10.77.1.1:3128")
    https(lab)
    only_way(lab)
    api(lab, HTTPS)
