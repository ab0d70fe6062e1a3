"""The app puts the bucket before the host's name, which nobody can resolve."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("HTTP-17",)
EXPECT = Expect("s3.misconfigured", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    lab.dns.set("store.lab.test", a=[lab.SVC])
    lab.serve("s3")
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://store.lab.test:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
            style = "virtual"
        """)
