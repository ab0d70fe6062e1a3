"""The app's login may not read the declared base."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("ldap.no_access", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    rules = "access to attrs=userPassword by anonymous auth by * none\naccess to * by * disclose"
    lab.serve("ldap", conf=rules)
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
    """)
