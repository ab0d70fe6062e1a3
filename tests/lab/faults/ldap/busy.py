"""The directory answers 51 (busy) to the search."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("ldap.unavailable", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", conf=held.retcode("cn=busy", 51, "search", "try later"))
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "cn=busy,ou=people,dc=lab,dc=test"
    """)
