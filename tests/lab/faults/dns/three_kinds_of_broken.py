"""Three name servers: one fails, one refuses, one keeps silent."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-03", "DNS-04", "DNS-05")
EXPECT = Expect("dns.server_failure", also=("dns.refused", "dns.timeout"), owner="customer-network")


def world(lab: Lab) -> None:
    servers = ("10.77.2.2", "10.77.2.3", "10.77.2.4")
    lab.resolv("".join(f"nameserver {ip}\n" for ip in servers) + "options timeout:1 attempts:1\n")
    lab.dns.set("*", rcode="SERVFAIL")
    lab.dns_at("10.77.2.3").set("*", rcode="REFUSED")
    lab.dns_at("10.77.2.4").set("*", drop=True)

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
