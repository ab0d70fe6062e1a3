"""An inspecting proxy is the only way, so nothing can be compared past it."""

from __future__ import annotations

import trustme
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, only_way, proxied

TAXONOMY: tuple[str, ...] = ("PRX-11",)
EXPECT = Expect("tls.intercepted", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    lab.intercept(ca=trustme.CA())
    proxied(lab, "http://10.77.1.1:3128")
    https(lab)
    only_way(lab)
    api(lab, HTTPS)
