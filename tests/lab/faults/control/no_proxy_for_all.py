"""A dead proxy is named, and NO_PROXY=* switches it off for all."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-06",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.env["HTTP_PROXY"] = lab.env["http_proxy"] = "http://10.77.1.1:3128"
    lab.env["NO_PROXY"] = lab.env["no_proxy"] = "*"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
