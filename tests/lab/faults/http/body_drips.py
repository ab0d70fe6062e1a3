"""The head comes at once, the body at one byte a second."""

from __future__ import annotations

import time
from typing import Any

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-12",)
EXPECT = Expect("http.timeout", also=("http.truncated",), subject="api")


def world(lab: Lab) -> None:
    def drip(c: Any) -> None:
        c.recv(9999)
        c.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n")
        for _ in range(60):
            c.sendall(b" ")
            time.sleep(1)

    lab.tcp(8080, drip)
    api(lab)
