"""A link takes small packets only, and the router says so: path MTU discovery works."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-16",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.fw.run(["ip", "link", "set", "left", "mtu", "1280"])
    lab.app.run(["ip", "link", "set", "eth0", "mtu", "1280"])
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080, body=b"z" * 30000)

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
