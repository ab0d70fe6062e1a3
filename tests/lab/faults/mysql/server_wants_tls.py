"""The server takes logins over TLS only (require_secure_transport)."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-01",)
EXPECT = Expect("mysql.auth", subject="database", also=("tls.not_tls",))


def world(lab: Lab) -> None:
    lab.serve("mysql", tls=lab.cert("db.lab.test"), conf="require_secure_transport = on")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
