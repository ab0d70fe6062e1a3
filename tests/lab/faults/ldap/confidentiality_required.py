"""The directory takes passwords inside TLS only, and the app is set up without."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="directory")


def world(lab: Lab) -> None:
    lab.serve("ldap", top="security simple_bind=128", tls=lab.cert("10.77.2.2"))
    lab.declare("""
        [dependencies.directory]
        kind = "ldap"
        url = "ldap://10.77.2.2"
        user = "cn=app,dc=lab,dc=test"
        password = "app-secret"
        base = "ou=people,dc=lab,dc=test"
    """)
