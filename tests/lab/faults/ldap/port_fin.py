"""What listens on the directory's port hangs up at once."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tcp.reset", owner="customer-network", subject="directory")


def world(lab: Lab) -> None:
    lab.tcp(389, "fin")
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
    """)
