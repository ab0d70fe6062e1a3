"""A gateway ends TLS before the server, and the app comes without."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import haproxy, pem

TAXONOMY = ("TLS-17",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    both = pem(lab.tmp, *lab.cert("db.lab.test"))
    lab.serve("mysql")
    listen = f"listen l\n mode tcp\n bind 10.77.2.2:3307 ssl crt {both}\n server s1 10.77.2.2:3306\n"
    haproxy(lab, 3307, listen)
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3307/appdb"
    """)
