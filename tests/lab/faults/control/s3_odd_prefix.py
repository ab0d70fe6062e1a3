"""A prefix with blanks, an umlaut and signs; the bucket in the address; the key in variables."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("s3")
    lab.env["STORE_KEY"] = KEY
    lab.env["STORE_SECRET"] = SECRET
    lab.declare("""
            [env.STORE_KEY]
            [env.STORE_SECRET]
            secret = true
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000/invoices"
            user = "${STORE_KEY}"
            password = "${STORE_SECRET}"
            prefix = "für / 2026+a&b=c~*'"
        """)
