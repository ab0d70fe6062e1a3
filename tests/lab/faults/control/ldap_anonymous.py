"""No login, and no base is declared."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("ldap")
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
    """)
