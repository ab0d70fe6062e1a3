"""The directory answers 11 (administrative limit exceeded) to the search."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("ldap.limit", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", conf=held.retcode("cn=large", 11, "search", "look-through limit"))
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "cn=large,ou=people,dc=lab,dc=test"
    """)
