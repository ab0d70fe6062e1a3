"""The proxy allows no tunnels at all."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, only_way, proxied

TAXONOMY: tuple[str, ...] = ("PRX-07",)
EXPECT = Expect("proxy.blocked", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    lab.squid(extra="acl CONNECT method CONNECT\nhttp_access deny CONNECT")
    proxied(lab, "http://10.77.1.1:3128")
    https(lab)
    only_way(lab)
    api(lab, HTTPS, run_by="third-party")
