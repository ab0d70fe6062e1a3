"""The path is redirected to the same one with a slash, as web frameworks do."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("HTTP-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080, routes={"/ping": (301, b"", {"Location": "/ping/"})})
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
