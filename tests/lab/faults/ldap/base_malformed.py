"""The declared base is no distinguished name."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("ldap.base_missing", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap")
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "people of the lab"
    """)
