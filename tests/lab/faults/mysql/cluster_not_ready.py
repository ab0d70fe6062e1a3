"""A Galera node that has lost the others answers no question."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.mysql import GALERA

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("db.replication", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    server = lab.serve("mysql", conf=GALERA)
    server.lose_the_others()
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
