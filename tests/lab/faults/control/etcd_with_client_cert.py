"""etcd asks for a certificate, and the app has one."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    mine = lab.cert("app.lab.test")
    lab.serve("etcd", tls=lab.cert("10.77.2.2"), client_ca=lab.ca_file)
    lab.declare(f"""
            [dependencies.config]
            kind = "etcd"
            url = "https://10.77.2.2:2379"
            ca_file = "{lab.ca_file}"
            cert_file = "{mine[0]}"
            key_file = "{mine[1]}"
        """)
