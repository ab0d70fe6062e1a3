"""The app insists on StartTLS, which the directory does not offer."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap")
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
        starttls = true
    """)
