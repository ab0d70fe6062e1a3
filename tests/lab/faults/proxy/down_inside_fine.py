"""The proxy is down; what is inside goes past it and is fine."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import https, proxied

TAXONOMY: tuple[str, ...] = ("PRX-05",)
EXPECT = Expect("proxy.unreachable", owner="customer-network", subject="pay")


def world(lab: Lab) -> None:
    proxied(lab, "http://10.77.1.1:3128")
    lab.env["NO_PROXY"] = "erp.lab.test"
    https(lab)
    lab.http(8080, ip="10.77.2.3")
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    lab.dns.set("erp.lab.test", a=["10.77.2.3"])
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.declare(
        '[dependencies.erp]\nkind="http"\nurl="http://erp.lab.test:8080/"\n[dependencies.pay]\nkind="http"\nurl="https://api.lab.test:8443/"\nrun_by="vendor"'
    )
