"""A login and a base that is there."""

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
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
    """)
