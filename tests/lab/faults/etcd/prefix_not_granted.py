"""The app's role has other keys than the app uses."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("etcd.auth", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    lab.serve("etcd", users={"app": "app-secret"}, grants=[("app", "READWRITE", "/other/")])
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://app:app-secret@10.77.2.2:2379"
            prefix = "/billing/"
        """)
