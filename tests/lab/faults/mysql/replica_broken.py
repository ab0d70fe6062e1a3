"""The app only reads, from a replica that has lost its source."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-08",)
EXPECT = Expect("db.replication", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.serve(
        "mysql",
        conf="server_id = 2\nread_only = on",
        then=[
            "grant replica monitor on *.* to app@'%'",
            "change master to master_host = '10.77.2.9', master_user = 'r', master_connect_retry = 5",
            "start replica",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        read_only = true
    """)
