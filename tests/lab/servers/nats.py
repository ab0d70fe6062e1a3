"""A real nats-server. `conf` is its configuration beside address and port, in the server's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.lab.namespaces import tool
from tests.lab.servers.databases import Service, server_user

PASSWORD = "nats-secret-3"
#: A user with a password, as most worlds have it.
USER = f'authorization {{ user: app, password: "{PASSWORD}" }}\n'
JETSTREAM = 'jetstream {{ store_dir: "{folder}/js", max_mem: 16MB, max_file: 64MB }}\n'


def start(
    lab: Any, folder: Path, *, conf: str = USER, port: int = 4222, jetstream: bool = False, tls: bool = False
) -> Service:
    user = server_user()
    text = f'listen: "{lab.SVC}:{port}"\nserver_name: lab\n{conf}'
    text += JETSTREAM.format(folder=folder) if jetstream else ""
    if tls:
        cert, key = lab.cert(lab.SVC, "nats.lab.test")
        text += f'tls {{ cert_file: "{cert}", key_file: "{key}" }}\n'
    (folder / "nats.conf").write_text(text)
    folder.chmod(0o777)
    server = lab.svc.start([tool("nats-server"), "-c", folder / "nats.conf"], uid=user.pw_uid)
    return Service(lab.SVC, port, lab.listening(lab.svc, lab.SVC, port, server), folder)


def stream(lab: Any, config: str, *messages: str, login: str = "app", port: int = 4222) -> None:
    """Make a stream of this JSON configuration (with a name), and send texts to its subject `orders`."""
    import json
    import socket

    name = json.loads(config)["name"]
    words = json.dumps({"verbose": False, "user": login, "pass": PASSWORD})
    lines = f"CONNECT {words}\r\nSUB _INBOX.lab 1\r\n"
    lines += f"PUB $JS.API.STREAM.CREATE.{name} _INBOX.lab {len(config)}\r\n{config}\r\n"
    lines += "".join(f"PUB orders _INBOX.lab {len(text)}\r\n{text}\r\n" for text in messages) + "PING\r\n"

    def run(ready: Any) -> None:
        with socket.create_connection((lab.SVC, port), 10) as client:
            client.sendall(lines.encode())
            said = b""
            while said.count(b"MSG _INBOX.lab") < 1 + len(messages):
                said += client.recv(65536)
        ready()

    lab.svc.fork("stream", run)


def hold(lab: Any, port: int = 4222) -> None:
    """Another program's connection, which stays."""
    import json
    import socket
    import threading

    def run(ready: Any) -> None:
        words = json.dumps({"verbose": False, "user": "app", "pass": PASSWORD})
        client = socket.create_connection((lab.SVC, port), 10)
        client.sendall(f"CONNECT {words}\r\nPING\r\n".encode())
        while b"PONG" not in client.recv(65536):
            pass
        ready()
        threading.Event().wait()

    lab.svc.fork("hold", run)
