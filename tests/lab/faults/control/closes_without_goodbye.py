"""A TLS server that closes without close_notify, after a whole answer."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-20",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])

    def answer(connection):
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        connection.detach()

    lab.tcp(8443, answer, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
