"""Active Directory: the password of the app's account has expired (data 532)."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("ldap.account", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", conf=held.active_directory("cn=app", 532))
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        base = "ou=people,dc=lab,dc=test"
        user = "cn=app,ou=people,dc=lab,dc=test"
        password = "app-secret"
    """)
