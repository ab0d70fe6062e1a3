"""A user without a password, on purpose."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["set password for app@'%' = ''"])
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app@10.77.2.2/appdb"
    """)
