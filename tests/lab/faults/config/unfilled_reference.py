"""A template engine left ${API_HOST} in the address."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.env["API_URL"] = "http://${API_HOST}:8080/ping"
    lab.declare("""
        [env.API_URL]
        required = true
        format = "url"
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        run_by = "vendor"
    """)
