"""The time given is over before anything that matters could be looked at."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ()
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080, delay=2.0)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--within", "300ms")
