"""A web server with a page of its own answers where the store should be."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("HTTP-17",)
EXPECT = Expect("http.wrong_backend", owner="customer-platform", subject="store")


def world(lab: Lab) -> None:
    lab.http(
        9000, body="<html><title>Welcome to nginx!</title></html>", headers={"Content-Type": "text/html"}
    )
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
