"""A real memcached of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.lab.namespaces import tool
from tests.lab.servers.databases import Service, server_user


def start(
    lab: Any,
    folder: Path,
    *,
    port: int = 11211,
    ip: str = "",
    options: str = "",
    login: str = "",
    tls: tuple[str, str] | None = None,
) -> Service:
    """memcached at lab.SVC. `options` are added to its command line; `login` is `user:password` of the text
    protocol; `tls` is a certificate and its key."""
    ip = ip or lab.SVC
    argv = [
        tool("memcached"),
        "-u",
        server_user().pw_name,
        "-l",
        ip,
        "-p",
        str(port),
        "-U",
        "0",
        *options.split(),
    ]
    if login:
        lab.secrets.add(login.partition(":")[2])
        file = folder / "logins"
        file.write_text(login + "\n")
        argv += ["-Y", str(file)]
    if tls:
        argv += ["-Z", "-o", f"ssl_chain_cert={tls[0]},ssl_key={tls[1]}"]
    server = lab.svc.start(argv)
    lab.listening(lab.svc, ip, port, server)
    return Service(ip, port, server, folder)
