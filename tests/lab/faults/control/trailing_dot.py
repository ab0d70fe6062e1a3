"""A name that ends with a dot, and one in capital letters."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-08",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])

    lab.http(8080)
    lab.declare("""
        [dependencies.dotted]
        kind = "http"
        url = "http://api.lab.test.:8080/"
        [dependencies.capital]
        kind = "http"
        url = "http://API.Lab.Test:8080/"
    """)
