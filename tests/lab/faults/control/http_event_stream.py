"""An event stream never ends, and that is right."""

from __future__ import annotations

import time
from typing import Any

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    def stream(c: Any) -> None:
        c.recv(9999)
        c.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: hello\n\n")
        time.sleep(60)

    lab.tcp(8080, stream)
    api(lab)
