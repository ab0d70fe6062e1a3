"""A login with a role for one prefix, and a password with marks."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve(
        "etcd",
        users={"app": "p:w/d%@1"},
        grants=[("app", "READWRITE", "/billing/")],
        keys={"/billing/a": "1"},
    )
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://app:p%3Aw%2Fd%25%401@10.77.2.2:2379"
            prefix = "/billing/"
        """)
