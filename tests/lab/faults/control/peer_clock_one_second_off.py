"""A peer whose clock is one second ahead."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TIME-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080, date_offset=1)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
