"""A small device ends its lines as Unix does."""

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
        c.sendall(b"HTTP/1.0 200 OK\nServer: uc-httpd 1.0.0\nContent-Type: text/plain\n\nok")

    lab.tcp(8080, answer)
    api(lab)
