"""The app insists on TLS, and the server has none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-22",)
EXPECT = Expect("tls.not_tls", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb?ssl-mode=REQUIRED"
    """)
