"""TLS is insisted on, and nobody looks at the certificate."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mysql", tls=lab.cert("another.lab.test"), conf="require_secure_transport = on")
    lab.declare("""
        [dependencies.database]
        kind = "mysql"
        url = "mysql://app:app-secret@10.77.2.2:3306/appdb?ssl-mode=REQUIRED"
    """)
