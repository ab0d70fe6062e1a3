"""tinyproxy lets only listed hosts pass."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, only_way, proxied

TAXONOMY: tuple[str, ...] = ("PRX-07",)
EXPECT = Expect("proxy.blocked", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    allowed = lab._readable("filter", b"^allowed\\.example$\n")
    lab.tinyproxy(extra=f'Filter "{allowed}"\nFilterDefaultDeny Yes')
    proxied(lab, "http://10.77.1.1:8888")
    https(lab)
    only_way(lab)
    api(lab, HTTPS, run_by="vendor")
