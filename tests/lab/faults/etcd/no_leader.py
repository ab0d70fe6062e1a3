"""One of two members is gone: there is no majority."""

import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("etcd.cluster", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    made = lab.serve("etcd", members=2)
    made.others[0].stop()
    time.sleep(1.5)  # until the one that is left gives up its leader
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2379"
            prefix = "/billing/"
        """)
