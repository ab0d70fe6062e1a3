"""A variable that is not required is not set, and nothing uses it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.env["API_URL"] = "http://api.lab.test:8080/ping"
    lab.declare("""
        [env.API_URL]
        required = true
        format = "url"
        [env.FEATURE_FLAGS]
        required = false
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        run_by = "vendor"
    """)
