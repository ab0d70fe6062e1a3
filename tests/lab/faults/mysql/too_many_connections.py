"""Others have taken all ten connections of the server; three of them got none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-04",)
EXPECT = Expect("mysql.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    server = lab.serve("mysql", conf="max_connections = 10")
    for _ in range(13):
        server.client()
    server.until("select count(*) from information_schema.processlist where user = 'app'", "10")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
