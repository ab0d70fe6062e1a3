"""Host, user and the rest one by one; the password is full of signs."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve(
        "mysql",
        sql=[
            "create database `app-db`",
            "create user 'app user'@'%' identified by 'p@ss:w/rd%41'",
            "grant all on `app-db`.* to 'app user'@'%'",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        host = "10.77.2.2"
        user = "app user"
        password = "p@ss:w/rd%41"
        name = "app-db"
    """)
