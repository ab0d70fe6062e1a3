"""A filtering name server answers 0.0.0.0 for the API."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-11",)
EXPECT = Expect("dns.wrong_address", also=("tcp.refused",), subject="api")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=["0.0.0.0"], aaaa=["::"])
    lab.http(8080)

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
