"""One of two dependencies needs a variable that cannot be seen; the other is well."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-01",)
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.tcp(7000, "open")
    lab.declare("""
        [env.API_URL]
        required = true
        format = "url"
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        run_by = "vendor"
        [dependencies.queue]
        kind = "tcp"
        host = "10.77.2.2"
        port = 7000
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--no-env")
