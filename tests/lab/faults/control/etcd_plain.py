"""One member without a login; nothing is declared of its keys."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("etcd")
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2379"
        """)
