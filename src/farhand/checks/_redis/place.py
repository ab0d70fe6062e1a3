"""Where a Redis is, and how it is connected to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from farhand.deadline import Deadline
from farhand.wire.tcp import Conn, open_tcp, open_unix


@dataclass(frozen=True)
class Place:
    """One address, or one Unix socket."""

    host: str = ""
    address: str = ""
    port: int = 6379
    socket: str = ""
    tls: bool = False

    def open(self, deadline: Deadline) -> Conn:
        return (
            open_unix(self.socket, deadline) if self.socket else open_tcp(self.address, self.port, deadline)
        )

    def facts(self) -> dict[str, Any]:
        where = {"host": self.host or self.socket, "port": self.port, "tls": self.tls}
        return {**where, "socket": self.socket} if self.socket else where
