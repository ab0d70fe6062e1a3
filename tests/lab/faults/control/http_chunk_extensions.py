"""Chunks with extensions and a trailer."""

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
        c.recv(9999)
        c.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n")
        c.sendall(b"4;ext=1\r\n{}  \r\n0\r\nX-Sum: 1\r\n\r\n")
        time.sleep(3)

    lab.tcp(8080, f)
    api(lab, rest="expect_json = true")
