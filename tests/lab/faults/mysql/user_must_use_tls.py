"""This user may come over TLS only; the server says the same as for a wrong password."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-01",)
EXPECT = Expect("mysql.auth", subject="database", also=("tls.not_tls",))


def world(lab: Lab) -> None:
    lab.serve("mysql", tls=lab.cert("db.lab.test"), then=["alter user app@'%' require ssl"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
