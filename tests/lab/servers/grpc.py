"""A real gRPC server with the standard's health service, by grpcio."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.lab.app import ROOT
from tests.lab.namespaces import Missing
from tests.lab.servers.databases import Service


def start(
    lab: Any,
    folder: Path,
    *,
    port: int = 50051,
    services: Mapping[str, str] | None = None,
    health: bool = True,
    tls: tuple[str, str] | None = None,
    client_ca: str = "",
    token: str = "",
    refuses: tuple[str, str] | None = None,
    hangs: bool = False,
    most_calls: int | None = None,
) -> Service:
    """At lab.SVC. `services`: name to SERVING or NOT_SERVING (else only the server itself, which serves).

    `token`: wanted as a bearer; `refuses`: a code and its text for every call; `hangs`: no call is answered;
    `most_calls`: so many calls at once, all of which somebody else has open already.
    """
    if importlib.util.find_spec("grpc_health") is None:
        raise Missing("grpcio-health-checking is not installed")
    lab._secret(token)
    told = {
        "ip": lab.SVC, "port": port, "services": {"": "SERVING", **(services or {})}, "health": health,
        "tls": tls, "client_ca": client_ca, "token": token, "refuses": refuses, "hangs": hangs,
        "most_calls": most_calls, "ready": str(folder / "ready"),
    }  # fmt: skip
    argv = [sys.executable, "-m", "tests.lab.servers.grpc_server", json.dumps(told)]
    server = lab.listening(lab.svc, lab.SVC, port, lab.svc.start(argv, cwd=ROOT), seconds=40.0)
    while not (folder / "ready").exists() and server.running():
        time.sleep(0.01)
    return Service(lab.SVC, port, server, folder)
