"""This directory sends whoever asks for the declared base to another one."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("ldap.referral", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", top="referral ldap://other.lab.test")
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "dc=corp,dc=example"
    """)
