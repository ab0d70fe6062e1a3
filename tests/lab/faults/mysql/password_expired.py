"""The password's time is over."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-11",)
EXPECT = Expect("mysql.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["alter user app@'%' password expire"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
