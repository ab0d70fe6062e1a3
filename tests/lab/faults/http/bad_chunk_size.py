"""A chunk's size is no number."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-13",)
EXPECT = Expect("http.truncated", also=("http.unexpected_body",), subject="api")


def world(lab: Lab) -> None:
    def answer(c: Any) -> None:
        c.recv(9999)
        c.sendall(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\nzz\r\n:1}\r\n0\r\n\r\n')

    lab.tcp(8080, answer)
    api(lab)
