"""StartTLS, a login and the base from the address; the directory takes passwords in TLS only."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("ldap", top="security simple_bind=128", tls=lab.cert("10.77.2.2"))
    lab.trust()
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2/ou=people,dc=lab,dc=test"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        starttls = true
    """)
