"""A required variable is not set, and another service is down."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01", "TCP-01")
EXPECT = Expect(causes=("config.env_missing", "tcp.refused"))


def world(lab: Lab) -> None:
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
