"""The server's certificate has run out."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-01",)
EXPECT = Expect("tls.expired", subject="database")


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.serve("mysql", tls=lab.cert("db.lab.test", not_before=-9e6, not_after=-9e4))
    lab.declare(f"""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@db.lab.test:3306/appdb?ssl_ca={lab.ca_file}"
    """)
