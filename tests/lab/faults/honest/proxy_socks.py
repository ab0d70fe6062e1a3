"""Only a SOCKS proxy leads out; what is behind it cannot be looked at."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, only_way

TAXONOMY: tuple[str, ...] = ("PRX-16",)
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    lab.tcp(1080, "open", ip=lab.FW, namespace=lab.fw)
    lab.env["ALL_PROXY"] = "socks5h://10.77.1.1:1080"
    https(lab)
    only_way(lab)
    api(lab, HTTPS, rest='client="requests"')
