"""NFS among the protocols: its port, and how it is known."""

from __future__ import annotations

from farhand.checks._service import Spoken
from farhand.wire import rpc
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    return bool(rpc.ask(conn, 1, rpc.call(1, rpc.NFS, 4, rpc.NULL)).how)


SPOKEN = Spoken(
    name="NFS", port=2049, plain="nfs", secure="nfs", ask="a call that asks for nothing (NULL)",
    speaks=_speaks, look="rpcinfo -T tcp {host} nfs",
)  # fmt: skip
