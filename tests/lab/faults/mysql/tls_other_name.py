"""The server's certificate is for another name."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.hostname", subject="database")


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.serve("mysql", tls=lab.cert("old-db.lab.test"))
    lab.declare(f"""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@db.lab.test:3306/appdb"
        ssl_mode = "VERIFY_IDENTITY"
        ca_file = "{lab.ca_file}"
    """)
