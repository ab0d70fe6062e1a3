"""A proxy on the way does not let the app through to the store."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("PRX-07",)
EXPECT = Expect("proxy.blocked", owner="customer-security", subject="store")


def world(lab: Lab) -> None:
    lab.squid(extra="acl store dst 10.77.2.2\nhttp_access deny store")
    lab.env["http_proxy"] = "http://10.77.1.1:3128"
    lab.serve("s3")
    lab.firewall("ip daddr 10.77.2.2 tcp dport 9000 drop")
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
        """)
