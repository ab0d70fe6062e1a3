"""The bucket stands before the host's name, in TLS; the key has slashes and plus signs."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("store.lab.test", a=[lab.SVC])
    lab.dns.set("invoices.store.lab.test", a=[lab.SVC])
    lab.serve("s3", tls=lab.cert("store.lab.test", "*.store.lab.test"), domain=True)
    lab.trust()
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "https://store.lab.test:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
            style = "virtual"
            region = "eu-central-1"
        """)
