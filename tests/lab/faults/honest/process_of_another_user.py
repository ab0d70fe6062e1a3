"""The process is named, but it belongs to another user, whose environment may not be read."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-01",)
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.process = lab.app.start(["sleep", "60"], uid=60123, env={"API_URL": f"http://{lab.SVC}:8080/ping"})
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
    return lab.self_test("--pid", str(lab.process.pid))
