"""The app binds with a name and an empty password, which servers refuse."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("ldap.auth", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap")
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        base = "ou=people,dc=lab,dc=test"
        user = "cn=app,dc=lab,dc=test"
    """)
