"""The server is older than what the app is tested with."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-10",)
EXPECT = Expect("mysql.schema", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        tested = ["11.4", "11.8"]
    """)
