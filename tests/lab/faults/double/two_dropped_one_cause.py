"""Two services behind the same firewall rule: each is named."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-02",)
EXPECT = Expect("tcp.timeout", owner="customer-network")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])

    lab.redis()
    lab.http(8080)
    lab.firewall("ip daddr 10.77.2.2 tcp dport { 8080, 6379 } drop")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
