"""Two routers send the packet to each other until its hops are used up."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-09",)
EXPECT = Expect("tcp.no_route", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=["198.51.100.4"])
    lab.fw.run(["ip", "route", "add", "198.51.100.0/24", "via", lab.SVC])
    lab.svc.run(["sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward"])
    for link in ("all", "eth0"):
        lab.svc.run(["sh", "-c", f"echo 0 >/proc/sys/net/ipv4/conf/{link}/send_redirects"])

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
