"""The server sends its whole answer and then resets the connection."""

import socket
import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.listen import reset

TAXONOMY = ("TCP-20",)
EXPECT = Expect(healthy=True)


def answer(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n\r\nok")
    time.sleep(0.2)
    reset(connection)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.tcp(8080, answer)

    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
