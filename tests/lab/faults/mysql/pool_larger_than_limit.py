"""The app's pools are larger than what the server has."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-04",)
EXPECT = Expect("mysql.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", conf="max_connections = 20")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        pool_size = 20
        processes = 4
    """)
