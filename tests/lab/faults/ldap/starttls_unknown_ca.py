"""The app does not know the authority of the directory's certificate, with StartTLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", tls=lab.cert("10.77.2.2"))
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
        starttls = true
    """)
