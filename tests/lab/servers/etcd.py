"""A real etcd with data of its own; its users, keys and alarms are made by its own JSON gateway."""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.lab.namespaces import tool
from tests.lab.servers.databases import Service

#: Ports of further members, beside that of the first.
_NEXT = 10


def start(
    lab: Any,
    folder: Path,
    *,
    port: int = 2379,
    tls: tuple[str, str] | None = None,
    client_ca: str = "",
    members: int = 1,
    learner: bool = False,
    users: Mapping[str, str] | None = None,
    grants: Sequence[tuple[str, str, str]] = (),
    keys: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
    fill: bool = False,
) -> Service:
    """etcd at lab.SVC.

    `users`: name to password, which switches logins on; `grants`: user, READ or READWRITE, and what the keys
    begin with; `members` stand beside each other, on ports `port`, `port` + 10 and so on; the `learner` is
    one more, on the port behind them; `fill`: until its quota is used up. `.others` of the result are the
    processes of the other members.
    """
    for password in (users or {}).values():
        lab.secrets.add(password)
    made = [_member(lab, folder, port, n, members, tls, client_ca, options) for n in range(members)]
    for n, server in enumerate(made):
        lab.listening(lab.svc, lab.SVC, port + _NEXT * n, server)
    if not tls:  # with TLS nothing is prepared
        _inside(lab, lambda: _prepare(lab.SVC, port, users or {}, grants, keys or {}, fill))
    if learner:
        made.append(_learner(lab, folder, port, members))
    service = Service(lab.SVC, port, made[0], folder)
    service.others = made[1:]  # type: ignore[attr-defined]
    return service


def _member(
    lab: Any, folder: Path, port: int, number: int, members: int, tls: tuple[str, str] | None, client_ca: str,
    options: Sequence[str], state: str = "new",
) -> Any:  # fmt: skip
    scheme = "https" if tls else "http"
    here = f"{scheme}://{lab.SVC}:{port + _NEXT * number}"
    peers = ",".join(f"m{n}={_peer(lab, port, n)}" for n in range(members))
    argv = [
        tool("etcd"), "--name", f"m{number}", "--data-dir", str(folder / f"m{number}"),
        "--listen-client-urls", here, "--advertise-client-urls", here,
        "--listen-peer-urls", _peer(lab, port, number),
        "--initial-advertise-peer-urls", _peer(lab, port, number),
        "--initial-cluster", peers, "--initial-cluster-state", state,
        "--heartbeat-interval", "50", "--election-timeout", "500", *options,
    ]  # fmt: skip
    if tls:
        argv += ["--cert-file", tls[0], "--key-file", tls[1]]
    if client_ca:
        argv += ["--client-cert-auth", "--trusted-ca-file", client_ca]
    return lab.svc.start(argv)


def _peer(lab: Any, port: int, number: int) -> str:
    return f"http://{lab.SVC}:{port + _NEXT * number + 1}"


def _learner(lab: Any, folder: Path, port: int, number: int) -> Any:
    told = {"peerURLs": [_peer(lab, port, number)], "isLearner": True}
    _inside(lab, lambda: _call(lab.SVC, port, "/v3/cluster/member/add", told))
    server = _member(lab, folder, port, number, number + 1, None, "", (), "existing")
    return lab.listening(lab.svc, lab.SVC, port + _NEXT * number, server)


def _inside(lab: Any, work: Callable[[], None]) -> None:
    """Run it in the server's network, and wait for its end."""

    def run(ready: Callable[[], None]) -> None:
        work()
        ready()
        os._exit(0)

    lab.svc.fork("prepare", run)


def elected(lab: Any, host: str, port: int = 2389) -> None:
    """Wait until the members that are left have a leader."""

    def wait() -> None:
        until = time.monotonic() + 20
        while not _healthy(host, port) and time.monotonic() < until:
            time.sleep(0.05)

    _inside(lab, wait)


def _prepare(
    host: str, port: int, users: Mapping[str, str], grants: Sequence[tuple[str, str, str]],
    keys: Mapping[str, str], fill: bool,
) -> None:  # fmt: skip
    until = time.monotonic() + 20
    while not _healthy(host, port):  # it listens before it has a leader
        if time.monotonic() > until:
            raise RuntimeError("etcd has no leader")
        time.sleep(0.05)
    for key, value in keys.items():
        _call(host, port, "/v3/kv/put", {"key": _b64(key), "value": _b64(value)})
    while fill and "error" not in _call(
        host, port, "/v3/kv/put", {"key": _b64("x"), "value": _b64("y" * 90000)}
    ):
        time.sleep(0.05)
    if users:
        _logins(host, port, {"root": "root-secret", **users}, grants)


def _logins(host: str, port: int, users: Mapping[str, str], grants: Sequence[tuple[str, str, str]]) -> None:
    def call(path: str, **told: Any) -> None:
        found = _call(host, port, f"/v3/auth/{path}", told)
        if "error" in found:
            raise RuntimeError(f"{path}: {found['error']}")

    for user, password in users.items():
        call("user/add", name=user, password=password)
        call("role/add", name=user)
        call("user/grant", user=user, role=user)
    for user, kind, prefix in grants:
        end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        call("role/grant", name=user, perm={"permType": kind, "key": _b64(prefix), "range_end": _b64(end)})
    call("enable")


def _call(host: str, port: int, path: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """One question to the gateway; an error is an answer, too."""
    import http.client

    conn = http.client.HTTPConnection(host, port, timeout=10)
    try:
        conn.request("POST", path, json.dumps(told))
        found = json.loads(conn.getresponse().read())
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError) as error:
        return {"error": str(error)}
    finally:
        conn.close()


def _healthy(host: str, port: int) -> bool:
    import urllib.request

    try:
        with urllib.request.urlopen(f"http://{host}:{port}/health", timeout=5) as answer:
            return b"true" in answer.read()
    except OSError:
        return False


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
