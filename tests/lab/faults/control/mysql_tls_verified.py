"""A user that must use TLS, and a certificate that the app trusts for this name."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.serve("mysql", tls=lab.cert("db.lab.test"), then=["alter user app@'%' require ssl"])
    lab.declare(f"""
        [dependencies.database]
        kind = "mysql"
        url = "mysql+pymysql://app:app-secret@db.lab.test/appdb?ssl_ca={lab.ca_file}&ssl_verify_identity=true"
    """)
