"""HTTP over a Unix socket: how the command line, and one worker, ask another process of the app."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Mapping

#: Bytes of an answer.
MOST = 32 << 20


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def ask(
    path: str,
    method: str,
    target: str,
    body: bytes = b"",
    timeout: float = 5.0,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """Status and body. Raises OSError where nobody answers in time, ValueError where it is no HTTP."""
    connection = _Connection(path, timeout)
    try:
        connection.request(method, target, body or None, dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read(MOST)
    except http.client.HTTPException as error:
        raise ValueError(f"{path} does not speak HTTP: {type(error).__name__}") from None
    finally:
        connection.close()
