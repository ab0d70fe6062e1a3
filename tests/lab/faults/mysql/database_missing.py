"""There is no database of that name."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-03",)
EXPECT = Expect("mysql.database_missing", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["grant all on *.* to app@'%'"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/app_prod"
    """)
