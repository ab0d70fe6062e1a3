"""tinyproxy's filter does not allow the name; the service is plain HTTP."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-07", "PRX-17")
EXPECT = Expect("proxy.blocked", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8080 drop")
    (lab.tmp / "filter").write_text("other\\.test$\n")
    (lab.tmp / "filter").chmod(0o644)
    lab.tinyproxy(port=3128, extra=f'Filter "{lab.tmp}/filter"\nFilterDefaultDeny Yes')
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
