"""A server at the level of MongoDB's protocol: it answers what a world tells it to, for states that the real
server of `mongodb` cannot be brought into (a set of several members, no primary, old and new versions).

It keeps no documents. OP_MSG, OP_QUERY for the first hello, SCRAM with real verification, and errors with
the codes of mongodb/mongo, src/mongo/base/error_codes.yml; BSON by the real driver's package. pymongo
itself logs in and finds its primary here (tests/checks/test_mongodb.py).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.lab.servers.kafka_told import _exactly
from tests.lab.servers.listen import Tls, listen, serve, with_tls
from tests.lab.servers.mongodb import PASSWORD

OP_REPLY, OP_QUERY, OP_MSG = 1, 2004, 2013
NAMES = {11: "UserNotFound", 13: "Unauthorized", 18: "AuthenticationFailed", 59: "CommandNotFound",
         91: "ShutdownInProgress", 94: "NotYetInitialized", 334: "MechanismUnavailable",
         10107: "NotWritablePrimary", 11600: "InterruptedAtShutdown", 13435: "NotPrimaryNoSecondaryOk",
         13436: "NotPrimaryOrSecondary"}  # fmt: skip
#: What a member that is well says beside its part in the topology.
HELLO = {"maxBsonObjectSize": 16777216, "maxMessageSizeBytes": 48000000, "maxWriteBatchSize": 100000,
         "logicalSessionTimeoutMinutes": 30, "minWireVersion": 0, "maxWireVersion": 21,
         "readOnly": False}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """`hello`: its part in the topology. `users`: "database.user" to password; none: no login is asked for.

    `errors`: command to (code, message), whoever asks. `may`: the actions of every user on `database`.
    """

    hello: Mapping[str, Any]
    version: str = "7.0.14"
    users: Mapping[str, str] = field(default_factory=lambda: {"billing.app": PASSWORD})
    mechanisms: Sequence[str] = ("SCRAM-SHA-1", "SCRAM-SHA-256")
    errors: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    database: str = "billing"
    may: Sequence[str] = ("find", "insert", "update", "remove", "listCollections")
    collections: Sequence[str] = ("invoices",)
    op_msg: bool = True


def start(
    lab: Any, folder: Path, port: int = 27017, ip: str = "", tls: Tls = None, hello: Any = None, **told: Any
) -> Any:  # fmt: skip
    """In `lab.svc`; without `hello` it is a standalone that takes writes."""
    ip = ip or lab.SVC
    state = Told(hello if hello is not None else {"isWritablePrimary": True}, **told)
    lab.secrets.update(state.users.values())

    def run(ready: Callable[[], None]) -> None:
        server = listen(ip, port)
        ready()
        serve(server, with_tls(handler(state), tls))

    return lab.svc.fork("mongodb", run)


def member(name: str, members: Sequence[str], primary: str = "", me: str = "", **more: Any) -> dict[str, Any]:
    """The hello of `me` in the set `name`; without `primary` none is elected."""
    me = me or members[0]
    first = me == primary
    said = {"setName": name, "setVersion": 1, "hosts": list(members), "isWritablePrimary": first,
            "secondary": not first, "me": me, **more}  # fmt: skip
    return {**said, "primary": primary} if primary else said


def handler(told: Told) -> Callable[[socket.socket], None]:
    def talk(connection: socket.socket) -> None:
        login = Login(told)
        while True:
            size, number, _, code = struct.unpack("<iiii", _exactly(connection, 16))
            if not 16 < size < 1 << 20 or code not in (OP_QUERY, OP_MSG if told.op_msg else OP_QUERY):
                return
            body = _exactly(connection, size - 16)
            connection.sendall(_answer(told, login, number, code, body))

    return talk


def _answer(told: Told, login: Login, number: int, code: int, body: bytes) -> bytes:
    import bson

    if code == OP_QUERY:
        doc = bson.decode(body[body.index(b"\0", 4) + 9 :])
        reply = bson.encode(_said(told, login, doc))
        return _headed(number, OP_REPLY, struct.pack("<iqii", 8, 0, 0, 1) + reply)
    reply = bson.encode(_said(told, login, bson.decode(body[5:])))
    return _headed(number, OP_MSG, b"\0\0\0\0\0" + reply)


def _headed(number: int, code: int, body: bytes) -> bytes:
    return struct.pack("<iiii", 16 + len(body), number, number, code) + body


def error(code: int, message: str) -> dict[str, Any]:
    return {"ok": 0.0, "errmsg": message, "code": code, "codeName": NAMES.get(code, f"Location{code}")}


def _said(told: Told, login: Login, doc: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to one command, as mongod weighs it: first what needs no login."""
    name = next(iter(doc))
    if name in told.errors:
        return error(*told.errors[name])
    if name.lower() in ("hello", "ismaster"):
        return _hello(told, doc, name != "hello")
    if name == "buildInfo":
        return {"version": told.version, "versionArray": [*map(int, told.version.split(".")), 0], "ok": 1.0}
    if name == "ping":
        return {"ok": 1.0}
    if name in ("saslStart", "saslContinue"):
        return login.step(name, doc)
    if name == "connectionStatus":
        return login.status()
    if told.users and not login.who:
        return error(13, f"Command {name} requires authentication")
    if name == "listCollections":
        return _collections(told, doc)
    return error(59, f"no such command: '{name}'")


def _hello(told: Told, doc: Mapping[str, Any], old: bool) -> dict[str, Any]:
    said = {**HELLO, **told.hello, "ok": 1.0}
    if old:
        said["ismaster"] = said.pop("isWritablePrimary", False)
        said.update({"helloOk": True} if doc.get("helloOk") and told.op_msg else {})
    if str(doc.get("saslSupportedMechs")) in told.users:
        said["saslSupportedMechs"] = list(told.mechanisms)
    return said


def _collections(told: Told, doc: Mapping[str, Any]) -> dict[str, Any]:
    base = str(doc.get("$db"))
    if told.users and "listCollections" not in told.may and not doc.get("authorizedCollections"):
        return error(13, f"not authorized on {base} to execute command {{ listCollections: 1 }}")
    there = told.collections if base == told.database else ()
    rows = [{"name": one, "type": "collection"} for one in there]
    return {"cursor": {"id": 0, "ns": f"{base}.$cmd.listCollections", "firstBatch": rows}, "ok": 1.0}


class Login:
    """One connection's login: SCRAM as RFC 5802 has it, with MongoDB's own password for SHA-1."""

    def __init__(self, told: Told) -> None:
        self.told, self.who, self._held = told, "", {}  # type: Told, str, dict[str, Any]

    def status(self) -> dict[str, Any]:
        base, _, user = self.who.partition(".")
        actions = list(self.told.may) if self.who else []
        row = {"resource": {"db": self.told.database, "collection": ""}, "actions": actions}
        users = [{"user": user, "db": base}] if self.who else []
        return {"authInfo": {"authenticatedUsers": users, "authenticatedUserRoles": [],
                             "authenticatedUserPrivileges": [row] if users else []}, "ok": 1.0}  # fmt: skip

    def step(self, name: str, doc: Mapping[str, Any]) -> dict[str, Any]:
        if name == "saslStart":
            if doc.get("mechanism") not in self.told.mechanisms:
                said = f"Received authentication for mechanism {doc.get('mechanism')} which is not enabled"
                return error(334, said)
            return self._first(str(doc["$db"]), str(doc["mechanism"]), bytes(doc["payload"]).decode())
        return self._last(bytes(doc["payload"]).decode())

    def _first(self, base: str, mechanism: str, message: str) -> dict[str, Any]:
        bare = message.split(",", 2)[2]
        words = dict(word.split("=", 1) for word in bare.split(","))
        kind = "sha256" if mechanism.endswith("256") else "sha1"
        salt = os.urandom(28 if kind == "sha256" else 16)
        rounds = 15000 if kind == "sha256" else 10000
        first = f"r={words['r']}server,s={base64.b64encode(salt).decode()},i={rounds}"
        self._held = {"who": f"{base}.{words['n']}", "kind": kind, "salt": salt, "bare": bare,
                      "first": first, "rounds": rounds}  # fmt: skip
        return {"conversationId": 1, "done": False, "payload": first.encode(), "ok": 1.0}

    def _last(self, message: str) -> dict[str, Any]:
        held, kind = self._held, self._held["kind"]
        if held.get("proved"):
            return {"conversationId": 1, "done": True, "payload": b"", "ok": 1.0}
        without, _, proof = message.rpartition(",p=")
        password = self.told.users.get(held["who"], os.urandom(9).hex())
        if kind == "sha1":
            user = held["who"].partition(".")[2]
            password = hashlib.md5(f"{user}:mongo:{password}".encode(), usedforsecurity=False).hexdigest()
        salted = hashlib.pbkdf2_hmac(kind, password.encode(), held["salt"], held["rounds"])
        signed = ",".join((held["bare"], held["first"], without)).encode()
        key = hmac.digest(salted, b"Client Key", kind)
        mine = hmac.digest(hashlib.new(kind, key).digest(), signed, kind)
        if bytes(a ^ b for a, b in zip(base64.b64decode(proof), mine)) != key:
            return error(18, "Authentication failed.")
        self.who, held["proved"] = held["who"], True
        server = hmac.digest(hmac.digest(salted, b"Server Key", kind), signed, kind)
        return {"conversationId": 1, "done": True, "payload": b"v=" + base64.b64encode(server), "ok": 1.0}
