"""The name is in /etc/hosts only; the name server does not know it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-10",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.hosts(f"127.0.0.1 localhost\n{lab.SVC} api.lab.test\n")
    lab.http(8080)

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
