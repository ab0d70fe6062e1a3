"""With ndots:5 a search domain is asked first, whose zone nobody answers for."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-10",)
EXPECT = Expect("dns.search_domain", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.resolv("nameserver 10.77.2.2\nsearch old.test\noptions ndots:5 timeout:2 attempts:1\n")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("api.lab.test.old.test", drop=True)
    lab.http(8080)

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
