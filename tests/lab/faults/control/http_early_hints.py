"""An interim answer comes before the real one."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    def answer(c: Any) -> None:
        c.recv(9999)
        c.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        c.recv(1)

    lab.tcp(8080, answer)
    api(lab)
