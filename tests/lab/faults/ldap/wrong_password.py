"""The app has another password than the directory."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("ldap.auth", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", password="another-word")
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
    """)
