"""The server's certificate is of an authority that the app does not know."""

import trustme
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-02",)
EXPECT = Expect("tls.unknown_ca", subject="database")


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    other = trustme.CA(organization_name="Another Authority")
    lab.trust()
    lab.serve("mysql", tls=lab.cert("db.lab.test", ca=other))
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@db.lab.test:3306/appdb?ssl-mode=VERIFY_CA"
    """)
