"""A real server that speaks MongoDB's protocol: SecantusDB, with its storage, logins, roles and TLS.

It is no mongod: none can be installed where these tests run. It is written by others after mongod 8.2,
whose own drivers take it for one, so that what it answers is not made after this project's reading.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.lab.namespaces import Missing
from tests.lab.servers.databases import Service

PASSWORD = "mongo-secret-5"
URL = f"mongodb://app:{PASSWORD}@10.77.2.2/billing"
#: A user in the database of the app, with its rights there: (user, database, password, roles, mechanisms).
USER: tuple[str, str, str, Sequence[Any], Sequence[str]] = ("app", "billing", PASSWORD, ("readWrite",), ())

_RUN = """
import json, sys, time
import pymongo
from secantus.server import SecantusDBServer
told = json.loads(sys.argv[1])
server = SecantusDBServer(**told["server"])
server.start()
place = told["server"]["host"], told["server"]["port"]
own = pymongo.MongoClient(*place, directConnection=True, **told["tls"])
for collection in told["collections"]:
    own[told["name"]][collection].insert_one({"lab": True})
for user, base, password, roles, mechanisms in told["users"]:
    more = {"mechanisms": mechanisms} if mechanisms else {}
    own[base].command("createUser", user, pwd=password, roles=roles, **more)
if told["down"]:
    own.admin.command("replSetStepDown", 600, force=True)
own.close()
server.require_auth = bool(told["users"])
print("ready", flush=True)
time.sleep(600)
"""


def start(
    lab: Any,
    folder: Path,
    *,
    port: int = 27017,
    ip: str = "",
    users: Sequence[tuple[str, str, str, Sequence[Any], Sequence[str]]] = (USER,),
    collections: Sequence[str] = ("invoices",),
    replica_set: str | None = None,
    down: bool = False,
    tls: tuple[str, str] | None = None,
    client_ca: str = "",
    space: Any = None,
) -> Service:
    """`replica_set`: the set of which it is the only member; `down`: its primary has stepped down.

    `client_ca`: a client must show a certificate of this authority. Without users no login is asked for.
    """
    if importlib.util.find_spec("secantus") is None:
        raise Missing("secantusdb is not installed")
    told = {"host": ip or lab.SVC, "port": port, "storage_path": str(folder / "db"), "cache_size": "64M",
            "replica_set_name": replica_set}  # fmt: skip
    if tls:
        told.update(tls_cert_file=tls[0], tls_key_file=tls[1])
    if client_ca:
        told.update(tls_ca_file=client_ca, tls_require_client_cert=True)
    words = {"server": told, "users": users, "collections": collections, "name": "billing", "down": down,
             "tls": _own_tls(lab, tls, client_ca)}  # fmt: skip
    for _, _, password, _, _ in users:
        lab.secrets.add(password)
    server = (space or lab.svc).start([sys.executable, "-c", _RUN, json.dumps(words)])
    until = time.monotonic() + 40
    while "\nready\n" not in "\n" + server.log.read_text(errors="replace"):
        if time.monotonic() > until or not server.running():
            raise RuntimeError(f"no MongoDB:\n{server.log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)
    return Service(ip or lab.SVC, port, server, folder)


def _own_tls(lab: Any, tls: tuple[str, str] | None, client_ca: str) -> dict[str, Any]:
    """How the runner reaches its own server."""
    if not tls:
        return {}
    found: dict[str, Any] = {"tls": True, "tlsAllowInvalidCertificates": True}
    if client_ca:
        cert, key = lab.cert("runner.lab.test")
        whole = Path(cert).with_suffix(".both")
        whole.write_text(Path(cert).read_text() + Path(key).read_text())
        whole.chmod(0o644)
        found["tlsCertificateKeyFile"] = str(whole)
    return found
