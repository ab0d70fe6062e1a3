"""Nobody said whose environment it is, so nothing that needs it can be looked at."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-01",)
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.declare("""
        [env.API_URL]
        required = true
        format = "url"
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--no-env")
