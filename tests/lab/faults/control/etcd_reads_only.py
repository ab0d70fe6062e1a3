"""The role may only read, and the app only reads."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("etcd", users={"app": "app-secret"}, grants=[("app", "READ", "/billing/")])
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://app:app-secret@10.77.2.2:2379"
            prefix = "/billing/"
            read_only = true
        """)
