"""The app's pools are larger than what its user may have."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-04",)
EXPECT = Expect("mysql.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["alter user app@'%' with max_user_connections 8"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        pool_size = 5
        processes = 4
    """)
