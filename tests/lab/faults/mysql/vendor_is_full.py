"""The vendor's own database has no connection left."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-04",)
EXPECT = Expect("mysql.too_many_connections", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    server = lab.serve("mysql", then=["alter user app@'%' with max_user_connections 1"])
    server.client()
    server.until("select count(*) from information_schema.processlist where user = 'app'", "1")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        run_by = "vendor"
    """)
