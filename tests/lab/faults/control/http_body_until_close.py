"""The body has no length: it ends with the connection."""

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
        c.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"ok":')
        time.sleep(0.5)
        c.sendall(b"true}")

    lab.tcp(8080, f)
    api(lab, rest="expect_json = true")
