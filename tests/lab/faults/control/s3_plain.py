"""A store at an address, without TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("s3")
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
            prefix = "20"
        """)
