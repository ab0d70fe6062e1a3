"""An IPv6 address in brackets instead of a name."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-09",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080, ip=lab.SVC6)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://[fd77:2::2]:8080/ping"
        run_by = "vendor"
    """)
