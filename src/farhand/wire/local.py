"""HTTP over a Unix socket: how the command line, and one worker, ask another process of the app."""

from __future__ import annotations

import http.client
import socket
import ssl
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
    most: int = MOST,
) -> tuple[int, bytes]:
    """Status and at most `most` bytes of body. Raises OSError where nobody answers in time, ValueError
    where it is no HTTP.
    """
    connection = _Connection(path, timeout)
    try:
        connection.request(method, target, body or None, dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read(most)
    except http.client.HTTPException as error:
        raise ValueError(f"{path} does not speak HTTP: {type(error).__name__}") from None
    finally:
        connection.close()


def status(host: str, port: int, target: str, tls: bool = False, timeout: float = 3.0) -> int:
    """The status that this host's own port answers to a GET without any credential.

    The certificate is not looked at: nothing is sent that anybody might want. Raises OSError or ValueError.
    """
    made: http.client.HTTPConnection
    if tls:
        made = http.client.HTTPSConnection(host, port, timeout=timeout, context=_unverified())
    else:
        made = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        made.request("GET", target)
        return made.getresponse().status
    except http.client.HTTPException as error:
        raise ValueError(f"{host}:{port} does not speak HTTP: {type(error).__name__}") from None
    finally:
        made.close()


def _unverified() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
