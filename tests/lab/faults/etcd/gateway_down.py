"""A load balancer in front of etcd has no member left."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("http.bad_gateway", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    lab.http(
        2379,
        status=503,
        body="<h1>503 Service Unavailable</h1>No server is available",
        headers={"Content-Type": "text/html"},
    )
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2379"
        """)
