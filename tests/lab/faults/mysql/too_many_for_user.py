"""The user may have two connections, and others have them."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-04",)
EXPECT = Expect("mysql.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    server = lab.serve("mysql", then=["alter user app@'%' with max_user_connections 2"])
    for _ in range(2):
        server.client()
    server.until("select count(*) from information_schema.processlist where user = 'app'", "2")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
