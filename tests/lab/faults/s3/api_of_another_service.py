"""An API that is no object store answers."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("HTTP-17",)
EXPECT = Expect("http.wrong_backend", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    lab.http(9000, status=404, body='{"error": "no route"}', headers={"Content-Type": "application/json"})
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
