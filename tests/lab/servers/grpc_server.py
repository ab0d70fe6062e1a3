"""The program behind `servers/grpc.py`: grpcio's own server with its own health service.

python -m tests.lab.servers.grpc_server JSON     runs until it is killed
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

#: A method whose calls have no end, and that one of them has begun.
HOLD = "/lab.Hold/Hold"
HELD = threading.Event()


class Door(grpc.ServerInterceptor):  # type: ignore[misc]
    """What stands before the services: a token that is wanted, a refusal, or no answer at all."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told = told

    def intercept_service(self, go_on: Callable[[Any], Any], call: Any) -> Any:
        sent = {row.key: row.value for row in call.invocation_metadata}
        token = self._told.get("token")
        if token and sent.get("authorization") != f"Bearer {token}":
            return _ends("UNAUTHENTICATED", "invalid or missing token")
        if self._told.get("hangs"):
            return grpc.unary_unary_rpc_method_handler(lambda _request, _context: threading.Event().wait(60))
        code, message = self._told.get("refuses") or ("", "")
        return _ends(code, message) if code else go_on(call)


def _ends(code: str, message: str) -> Any:
    status = getattr(grpc.StatusCode, code)
    return grpc.unary_unary_rpc_method_handler(lambda _request, context: context.abort(status, message))


def main(told: Mapping[str, Any]) -> None:
    rooms = futures.ThreadPoolExecutor(max_workers=4)
    limit = told.get("most_calls")
    server = grpc.server(
        rooms, interceptors=[Door(told)], maximum_concurrent_rpcs=limit, options=[("grpc.so_reuseport", 0)]
    )
    if told["health"]:
        _health(server, told["services"])
    else:  # some service of its own, and none that tells its health
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("lab.Orders", {}),))
    hold = grpc.unary_unary_rpc_method_handler(_hold)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("lab.Hold", {"Hold": hold}),))
    where = f"{told['ip']}:{told['port']}"
    if told.get("tls"):
        server.add_secure_port(where, _credentials(told["tls"], told.get("client_ca", "")))
    else:
        server.add_insecure_port(where)
    server.start()
    held = [_held(told) for _ in range(limit or 0)]
    Path(told["ready"]).touch()
    server.wait_for_termination()
    del held


def _health(server: Any, services: Mapping[str, str]) -> None:
    room = health.HealthServicer()
    for name, word in services.items():
        room.set(name, getattr(health_pb2.HealthCheckResponse, word))
    health_pb2_grpc.add_HealthServicer_to_server(room, server)


def _credentials(pair: list[str], client_ca: str) -> Any:
    cert, key = (Path(path).read_bytes() for path in pair)
    roots = Path(client_ca).read_bytes() if client_ca else None
    return grpc.ssl_server_credentials([(key, cert)], roots, bool(roots))


def _held(told: Mapping[str, Any]) -> Any:
    """A call that another client has open and that has no end. Returns once the server has it."""
    channel = grpc.insecure_channel(f"{told['ip']}:{told['port']}")
    call = channel.unary_unary(HOLD)
    going = call.future(b"", wait_for_ready=True)
    HELD.wait(20)
    HELD.clear()
    return channel, going


def _hold(_request: bytes, _context: Any) -> bytes:
    HELD.set()
    threading.Event().wait()
    return b""


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
