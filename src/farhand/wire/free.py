"""A port of this host that nobody uses."""

from __future__ import annotations

import socket


def port(host: str = "127.0.0.1") -> int:
    """One that the kernel gives; between this and its use somebody else may take it, which is rare."""
    with socket.socket() as one:
        one.bind((host, 0))
        return int(one.getsockname()[1])
