"""The password that the app has is not the server's."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-01",)
EXPECT = Expect("mysql.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:another-word@10.77.2.2:3306/appdb"
    """)
