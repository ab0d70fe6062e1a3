"""The app logs in as `app`, which is no distinguished name."""

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
        user = "app"
        password = "app-secret"
    """)
