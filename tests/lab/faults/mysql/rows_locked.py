"""Sessions of the app wait for a row that another one has changed and not committed."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-09",)
EXPECT = Expect("mysql.locks", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    server = lab.serve(
        "mysql",
        then=[
            "create table appdb.stock (id int primary key, n int)",
            "insert into appdb.stock values (1, 1)",
            "grant process on *.* to app@'%'",
        ],
    )
    server.client("appdb", sql="begin; update stock set n = 2; select sleep(60)")
    server.until("select count(*) from information_schema.processlist where state = 'User sleep'", "1")
    server.client("appdb", sql="update stock set n = 3")
    server.until(
        "select count(*) from information_schema.innodb_trx where now() - trx_wait_started > 4",
        "1",
    )
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
    """)
