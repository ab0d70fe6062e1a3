"""One of three members is gone: the other two are a majority."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.etcd import elected

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("etcd", members=3).others[1].stop()
    elected(lab, lab.SVC)  # the one that is gone may have been the leader
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2389"
            prefix = "/billing/"
        """)
