"""Whatever listens there hangs up at once."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tcp.reset", owner="customer-network", subject="config")


def world(lab: Lab) -> None:
    lab.tcp(2379, "fin")
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2379"
        """)
