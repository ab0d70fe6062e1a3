"""LDAPS; the directory answers nothing at all, not even about itself, before a login."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("ldap", port=636, scheme="ldaps", tls=lab.cert("10.77.2.2"), top="require authc")
    lab.trust()
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldaps://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
    """)
