"""The app asks the resolver of the node, which knows the outer world and none of the inner names."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("DNS-01", "DNS-10")
SREGYM = "wrong_dns_policy"
EXPECT = Expect("dns.nxdomain", also=("dns.search_domain",), subject="database")


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    lab.dns.set("billing-db.shop.svc.cluster.local", a=[lab.SVC])
    node = lab.dns_at("10.77.2.5")
    node.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.resolv("nameserver 10.77.2.5\nsearch lab.test\n")
    url = "postgres://app:app-secret-7@billing-db.shop.svc.cluster.local/appdb"
    lab.declare(needs.postgres(url) + needs.http("http://api.lab.test:8080/"))
