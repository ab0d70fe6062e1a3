"""What listens on the store's port is mute."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("TCP-13",)
EXPECT = Expect("http.timeout", owner="vendor-engineering", subject="store")


def world(lab: Lab) -> None:
    lab.tcp(9000, "mute")
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
