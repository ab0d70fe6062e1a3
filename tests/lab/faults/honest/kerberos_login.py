"""The server wants a login that only the app's own Kerberos ticket can give."""

import socket
import struct
import time

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-01",)
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    def server(conn: socket.socket) -> None:
        if len(conn.recv(4096)) == 8:  # the question for TLS
            conn.sendall(b"N")
            conn.recv(4096)
        conn.sendall(b"R" + struct.pack("!ii", 8, 7))
        time.sleep(8)

    lab.tcp(5432, server)
    lab.redis()
    lab.declare(needs.postgres("postgres://app@10.77.2.2/appdb") + needs.redis())
