"""Health checks that only connect have had the app's host blocked."""

import sys

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-05",)
EXPECT = Expect("mysql.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", conf="skip_name_resolve = off\nmax_connect_errors = 2")
    lab.dns.set("app.lab.test", a=[lab.APP])
    dial = "import socket; [socket.create_connection(('10.77.2.2', 3306)).close() for _ in range(5)]"
    lab.client([sys.executable, "-c", dial])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
