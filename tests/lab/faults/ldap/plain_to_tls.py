"""The port speaks TLS from the first byte, and the app's URL says ldap://."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-16",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", port=636, scheme="ldaps", tls=lab.cert("10.77.2.2"))
    lab.trust()
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2:636"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
    """)
