"""etcd wants a login, and the app has none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("etcd.auth", owner="customer-platform", subject="config")


def world(lab: Lab) -> None:
    lab.serve("etcd", users={"app": "app-secret"}, grants=[("app", "READWRITE", "/billing/")])
    lab.declare("""
            [dependencies.config]
            kind = "etcd"
            url = "http://10.77.2.2:2379"
            prefix = "/billing/"
        """)
