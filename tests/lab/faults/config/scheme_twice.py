"""The scheme was pasted in front of an address that had one already."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-11",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.env["API_HOST"] = f"http://{lab.SVC}"
    lab.declare("""
        [env.API_HOST]
        required = true
        [dependencies.api]
        kind = "http"
        url = "http://${API_HOST}/ping"
        run_by = "vendor"
    """)
