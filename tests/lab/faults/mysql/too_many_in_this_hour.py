"""The user may log in three times an hour, and has done so."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-04",)
EXPECT = Expect("mysql.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    server = lab.serve("mysql", then=["alter user app@'%' with max_connections_per_hour 3"])
    for _ in range(3):
        server.client()
    server.until("select count(*) from information_schema.processlist where user = 'app'", "3")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
