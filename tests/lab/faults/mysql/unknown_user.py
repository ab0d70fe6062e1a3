"""Nobody of this name is known to the server."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-01",)
EXPECT = Expect("mysql.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://billing:app-secret@10.77.2.2:3306/appdb"
    """)
