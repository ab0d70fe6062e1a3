"""Four services are on machines that are switched off, at once: routers answer only now and then."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-10",)
EXPECT = Expect("tcp.host_down", owner="customer-platform")


def world(lab: Lab) -> None:
    hosts = [f"10.77.2.{n}" for n in range(250, 254)]
    rows = [f'[dependencies.h{i}]\nkind = "tcp"\nhost = "{h}"\nport = 5432' for i, h in enumerate(hosts)]
    lab.declare("\n".join(rows))
