"""A suffix in NO_PROXY keeps the vendor's host off the only way out."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, only_way, proxied

TAXONOMY: tuple[str, ...] = ("PRX-12",)
EXPECT = Expect("proxy.no_proxy", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.squid()
    proxied(lab, "http://10.77.1.1:3128")
    lab.env["NO_PROXY"] = "localhost,.test,lab.test"
    https(lab)
    only_way(lab)
    api(lab, HTTPS, run_by="vendor")
