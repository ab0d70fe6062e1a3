"""What time does a web server have? One HEAD request; only its Date header is looked at.

The certificate is not verified here: what is wanted is a clock, and a wrong clock of our own is what
makes verification fail. Nothing is sent but the request line and the host's name.
"""

from __future__ import annotations

import socket
import time
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from farhand.deadline import Deadline
from farhand.wire.tcp import Conn, open_tcp

#: A Date header tells whole seconds.
ROUNDING = 0.5


def ask(url: str, deadline: Deadline) -> dict[str, Any]:
    """How far this host's clock is ahead of that server's: {"offset_s", "error_s"}.

    May block in the look-up of the name: call it patiently. Raises OSError, ValueError, or Late.
    """
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or ""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    with open_tcp(str(rows[0][4][0]), port, deadline) as conn:
        if parts.scheme == "https":
            return _date(_inside_tls(conn, host), parts.netloc.rpartition("@")[2], parts.path or "/")
        return _date(conn, parts.netloc.rpartition("@")[2], parts.path or "/")


def _inside_tls(conn: Conn, host: str) -> Conn:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    conn.sock.settimeout(max(0.001, conn.deadline.left()))
    return conn.over(context.wrap_socket(conn.sock, server_hostname=host))


def _date(conn: Conn, host: str, path: str) -> dict[str, Any]:
    begun, before = time.time(), time.monotonic()
    conn.send(f"HEAD {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("ascii", "replace"))
    head = conn.read_until(b"\r\n\r\n", limit=32768)
    took = time.monotonic() - before
    headers = dict(_header(line) for line in head.decode("latin-1").split("\r\n")[1:] if ":" in line)
    if "date" not in headers:
        raise ValueError("the answer has no Date header")
    theirs = parsedate_to_datetime(headers["date"]).timestamp() + ROUNDING
    age = headers.get("age", "0").strip()
    theirs += min(int(age), 1 << 31) if age.isdigit() else 0  # a cache repeats an older Date
    return {"offset_s": round(begun + took / 2 - theirs, 3), "error_s": round(took / 2 + ROUNDING, 3)}


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()
