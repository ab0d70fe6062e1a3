"""TLS, a name, and a long token from the environment."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    token = "eyJ" + "abc/+=%s$x" * 40
    lab.serve("grpc", tls=lab.cert("orders.lab.test"), token=token)
    lab.trust()
    lab.dns.set("orders.lab.test", a=[lab.SVC])
    lab.env["ORDERS_TOKEN"] = token
    variable = "[env.ORDERS_TOKEN]\nsecret = true\n"
    lab.declare(
        variable + needs.need("grpc", "orders", url="grpcs://orders.lab.test:50051", token="${ORDERS_TOKEN}")
    )
