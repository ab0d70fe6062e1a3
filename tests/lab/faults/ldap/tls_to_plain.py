"""The port speaks LDAP without TLS, and the app's URL says ldaps://."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-16",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap")
    lab.trust()
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldaps://10.77.2.2:389"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
    """)
