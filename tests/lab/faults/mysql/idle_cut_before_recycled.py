"""The server cuts connections after 20 idle seconds, and the app's pool keeps them for an hour."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MY-07",)
EXPECT = Expect("mysql.gone_away", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    lab.serve("mysql", conf="wait_timeout = 20")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb"
        pool_recycle = 3600
    """)
