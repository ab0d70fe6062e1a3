"""The firewall of the server's own host rejects with "admin prohibited"."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-07",)
EXPECT = Expect("tcp.rejected", owner="customer-network", subject="cache")


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()
    rule = "add rule inet own input tcp dport 6379 reject with icmpx admin-prohibited"
    chain = "add chain inet own input { type filter hook input priority 0; }"
    lab.svc.run(["nft", "-f", "-"], input=f"add table inet own\n{chain}\n{rule}\n")

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
