"""Somebody holds a lock on a table that the app needs."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-09",)
SREGYM = "postgres_lock_contention"
EXPECT = Expect("mysql.locks", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    server = lab.serve("mysql", then=["create table appdb.invoices (id int)"])
    server.client("appdb", sql="lock tables invoices write; select sleep(60)")
    server.until("select count(*) from information_schema.processlist where state = 'User sleep'", "1")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        tables = ["invoices"]
    """)
