"""A WebSocket is opened, as declared."""

from __future__ import annotations

import time
from typing import Any

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    def f(c: Any) -> None:
        r = c.recv(9999)
        if b"Upgrade: websocket" not in r:
            c.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            return
        c.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
        time.sleep(20)

    lab.tcp(8080, f)
    api(
        lab,
        rest='expect = 101\nheaders = {Upgrade = "websocket", Connection = "Upgrade"}',
    )
