"""ndots:5 and four search domains, as every pod has them."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-10",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    search = "shop.svc.cluster.test svc.cluster.test cluster.test lab.test"
    lab.resolv(f"nameserver 10.77.2.2\nsearch {search}\noptions ndots:5\n")
    lab.dns.set("api.vendor.test", a=[lab.SVC])
    lab.http(8080)

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.vendor.test:8080/ping"
        run_by = "vendor"
    """)
