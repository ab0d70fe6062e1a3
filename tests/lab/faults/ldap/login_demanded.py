"""The directory answers nobody who has not logged in, and the app has no login."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("ldap.auth", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", top="require authc")
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        base = "ou=people,dc=lab,dc=test"
    """)
