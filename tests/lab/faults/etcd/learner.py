"""The app's address is that of a learner."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("etcd.cluster", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    lab.serve("etcd", learner=True)
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2389"
            prefix = "/billing/"
        """)
