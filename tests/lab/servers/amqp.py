"""A real RabbitMQ for all worlds of one test run: it takes long to start, so worlds share it.

The broker has a namespace of its own with the address `Lab.SVC`; in a world each connection to that address
is carried on into it. Virtual hosts, users and queues (`_SITE`) are there for every world; what a world needs
beside them is told to `start`.
"""

from __future__ import annotations

import atexit
import base64
import hashlib
import json
import os
import pwd
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.lab.namespaces import Namespace, Server, enter, tool
from tests.lab.servers.databases import Service
from tests.lab.servers.listen import listen, serve

_BIN = "/usr/lib/rabbitmq/bin"
_NODE = "lab@localhost"
PASSWORD = "rabbit-secret-9"
_EVERYTHING = {"configure": ".*", "write": ".*", "read": ".*"}
#: Which virtual hosts, users, rights, queues and exchanges there are.
_SITE: dict[str, Any] = {
    "vhosts": ["/", "billing", "hr", "crowded"],
    "users": {"guest": "guest", "app": PASSWORD, "nobody": PASSWORD},
    "rights": [("guest", "/"), ("app", "/"), ("app", "billing"), ("app", "crowded")],
    "queues": [("billing", "jobs"), ("billing", "mails")],
    "exchanges": [("billing", "invoices", "topic")],
}
_CONF = """
listeners.tcp.1 = 0.0.0.0:5672
listeners.ssl.1 = 0.0.0.0:5671
ssl_options.certfile = {cert}
ssl_options.keyfile = {key}
ssl_options.cacertfile = {ca}
ssl_options.verify = verify_none
ssl_options.fail_if_no_peer_cert = false
load_definitions = {folder}/site.json
disk_free_limit.absolute = 1MB
vm_memory_high_watermark.absolute = 4GB
log.console = true
log.file = false
"""
_ALARMS = {
    "": ["set_vm_memory_high_watermark", "absolute", "4GB"],
    "memory": ["set_vm_memory_high_watermark", "absolute", "1MB"],
}


class Broker:
    """The running broker. `alarm` is the one that is on."""

    def __init__(self, ip: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"fh-lab-{os.getpid()}-amqp-"))
        atexit.register(self.close)
        self.user = pwd.getpwnam("rabbitmq")
        self.folder.chmod(0o755)
        self.space, self.alarm = Namespace("broker", self.folder), ""
        self.space.wait()
        self.space.run(["ip", "-batch", "-"], input=f"link set lo up\naddr add {ip}/32 dev lo\n")
        self._write(ip)
        self.space.start([tool("epmd")], uid=self.user.pw_uid)
        argv = [tool("rabbitmq-server", _BIN).replace("/usr/sbin", _BIN)]
        self.server = self.space.start(argv, uid=self.user.pw_uid, env=self._env(), cwd=self.folder)

    def _write(self, ip: str) -> None:
        import trustme

        ca = trustme.CA(organization_name="Lab Broker Authority")
        made = ca.issue_cert(ip, "mq.lab.test")
        files = {"ca": ca.cert_pem.bytes(), "key": made.private_key_pem.bytes()}
        files["cert"] = b"".join(blob.bytes() for blob in made.cert_chain_pems)
        for name, content in files.items():
            (self.folder / f"{name}.pem").write_bytes(content)
        paths = {name: self.folder / f"{name}.pem" for name in files}
        (self.folder / "rabbitmq.conf").write_text(_CONF.format(folder=self.folder, **paths))
        (self.folder / "site.json").write_text(json.dumps(definitions(_SITE)))
        (self.folder / "plugins").write_text("[].\n")
        for path in (self.folder, *self.folder.iterdir()):
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def _env(self) -> dict[str, str]:
        f = str(self.folder)
        return {
            "HOME": f, "RABBITMQ_NODENAME": _NODE, "RABBITMQ_CONFIG_FILE": f"{f}/rabbitmq.conf",
            "RABBITMQ_MNESIA_BASE": f"{f}/data", "RABBITMQ_LOG_BASE": f"{f}/log",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{f}/plugins", "RABBITMQ_PID_FILE": f"{f}/pid",
            "RUNNING_UNDER_SYSTEMD": "true", "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1",
        }  # fmt: skip

    def tell(self, *words: str) -> str:
        """rabbitmqctl."""
        argv = [tool("rabbitmqctl", _BIN).replace("/usr/sbin", _BIN), "-n", _NODE, *words]
        return self.space.run(argv, uid=self.user.pw_uid, env=self._env(), timeout=120).stdout

    def set_alarm(self, alarm: str) -> None:
        if alarm != self.alarm:
            self.tell(*_ALARMS[alarm])
            self.alarm = alarm

    def close(self) -> None:
        self.space.close()
        shutil.rmtree(self.folder, ignore_errors=True)


_brokers: dict[int, Broker] = {}


def start(lab: Any, folder: Path, *, port: int = 5672, tls: bool = False, alarm: str = "") -> Service:
    """The broker at `lab.SVC`; with `tls` its TLS listener is on that port, and `.ca_file` its CA."""
    broker = _broker(lab)
    broker.set_alarm(alarm)
    server = lab.svc.fork("amqp", _carry(lab.SVC, port, broker.space.pid, 5671 if tls else 5672))
    made = Service(lab.SVC, port, server, folder)
    made.ca_file = str(broker.folder / "ca.pem")  # type: ignore[attr-defined]
    return made


def _broker(lab: Any) -> Broker:
    mine = _brokers.get(os.getpid())
    if mine is None or not mine.server.running():
        mine = _brokers[os.getpid()] = Broker(lab.SVC)
        lab.listening(mine.space, lab.SVC, 5672, mine.server, seconds=180.0)
    return mine


def exclusive(lab: Any, queue: str, vhost: str = "billing", port: int = 5672) -> Server:
    """Another program's connection that has declared a queue for itself alone, and stays."""

    def hold(ready: Callable[[], None]) -> None:
        import amqp

        with amqp.Connection(f"{lab.SVC}:{port}", "app", PASSWORD, virtual_host=vhost) as client:
            client.channel().queue_declare(queue, exclusive=True)
            ready()
            threading.Event().wait()

    server: Server = lab.svc.fork("exclusive", hold)
    return server


def definitions(site: dict[str, Any]) -> dict[str, Any]:
    """As RabbitMQ imports them."""
    durable = {"durable": True, "auto_delete": False, "arguments": {}}
    limits = {"component": "vhost-limits", "vhost": "crowded", "name": "limits"}
    return {
        "vhosts": [{"name": name} for name in site["vhosts"]],
        "users": [_user(name, word) for name, word in site["users"].items()],
        "permissions": [{"user": user, "vhost": vhost, **_EVERYTHING} for user, vhost in site["rights"]],
        "queues": [{"vhost": vhost, "name": name, **durable} for vhost, name in site["queues"]],
        "exchanges": [
            {"vhost": vhost, "name": name, "type": kind, "internal": False, **durable}
            for vhost, name, kind in site["exchanges"]
        ],
        "parameters": [{**limits, "value": {"max-connections": 0}}],
    }


def _user(name: str, password: str) -> dict[str, Any]:
    salt = b"salt"
    digest = base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
    tags = ["administrator"] if name == "guest" else []
    algorithm = "rabbit_password_hashing_sha256"
    return {"name": name, "password_hash": digest, "hashing_algorithm": algorithm, "tags": tags}


def _carry(ip: str, port: int, space: int, inner: int) -> Callable[[Callable[[], None]], None]:
    """Listens where it is started, and connects from inside of the other namespace."""

    def run(ready: Callable[[], None]) -> None:
        server = listen(ip, port)
        enter(space)
        ready()
        serve(server, lambda client: _both_ways(client, ip, inner))

    return run


def _both_ways(client: socket.socket, ip: str, port: int) -> None:
    with socket.create_connection((ip, port)) as broker:
        back = threading.Thread(target=_pump, args=(broker, client), daemon=True)
        back.start()
        _pump(client, broker)
        back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        for end in (source, sink):
            end.close()
