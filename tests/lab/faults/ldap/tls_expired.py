"""The certificate of the LDAPS port has run out."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tls.expired", owner="customer-security", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", port=636, scheme="ldaps", tls=lab.cert("10.77.2.2", not_before=-90000, not_after=-3600))
    lab.trust()
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldaps://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
    """)
