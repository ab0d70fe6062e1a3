"""What the MongoDB check makes of facts and odd servers; the real driver takes the lab's for MongoDB."""

from __future__ import annotations

import base64
import importlib.util
import shutil
import socket
import struct
import subprocess
from typing import Any

import pytest
from dnslib import QTYPE, RR, SRV, TXT, DNSRecord
from hypothesis import given
from hypothesis import strategies as st

from farhand.checks import mongodb
from farhand.checks._mongodb import named, told
from farhand.checks._mongodb.spoken import Wanted, tls_settings, wanted
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.target import read_target
from farhand.wire import bson, srv
from farhand.wire import mongodb as wire
from farhand.wire.speaker import speaker
from tests.checks.servers import Serve
from tests.conftest import need
from tests.lab.servers import mongodb_told
from tests.lab.servers.mongodb_told import Told, member

PLACE = {"host": "h", "port": 27017}


def look(url: str, timeout: float = 0.5, **settings: Any) -> Look:
    declared = Dependency("documents", "mongodb", {"url": url, **settings}, timeout=timeout)
    return Look(App("a"), declared, Deadline(10 * timeout), Environment({}, "test"))


def causes(stage: str, **facts: Any) -> list[str]:
    return [f.cause for f in mongodb.judge(stage, {**PLACE, **facts}).findings]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"answer": "error", "code": 18}, ["mongodb.auth"]),
        ({"answer": "error", "code": 8000, "text": "bad auth"}, ["mongodb.auth"]),
        ({"answer": "error", "code": 334, "mechanism": "SCRAM-SHA-1"}, ["mongodb.auth"]),
        ({"answer": "error", "code": 11600}, ["mongodb.unavailable"]),
        ({"answer": "garbled", "text": "the server's signature is wrong"}, ["mongodb.auth"]),
        ({"answer": "unspoken", "mechanism": "GSSAPI"}, []),
        ({"answer": "none"}, []),
    ],
)
def test_a_login_is_judged_by_its_code(facts: dict[str, Any], found: list[str]) -> None:
    assert causes("login", **facts) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"answer": "error", "code": 13, "text": "not authorized"}, ["mongodb.auth"]),
        ({"answer": "error", "code": 13436}, ["mongodb.unavailable"]),
        ({"answer": "error", "code": 59}, []),
        ({"answer": "ok", "may_not_write": ["insert"]}, ["mongodb.auth"]),
        (
            {"answer": "ok", "may_not_read": ["a"], "missing": ["a", "b"]},
            ["mongodb.auth", "db.migration_failed"],
        ),
        ({"answer": "ok"}, []),
    ],
)
def test_what_the_rights_mean(facts: dict[str, Any], found: list[str]) -> None:
    assert causes("rights", **facts) == found


_GONE = {"host": "b", "port": 27017, "at": "dns", "cause": "dns.nxdomain", "why": "no such name"}
_SHUT = {**_GONE, "at": "tcp", "cause": "tcp.timeout"}
_FIRST = {**_GONE, "part": "primary"}
_SET = {"set": "rs0", "members": 2, "listed": True}


@pytest.mark.parametrize(
    ("facts", "outcome", "owner"),
    [
        ({"part": "standalone"}, "pass", ""),
        ({"part": "standalone", "read_only": True}, "fail", ""),
        ({"part": "ghost"}, "fail", ""),
        ({"part": "router", "wanted": "rs0"}, "fail", ""),
        ({"part": "secondary", "direct": True, **_SET}, "fail", ""),
        ({"part": "secondary", "direct": True, "read_only_app": True, **_SET}, "pass", ""),
        ({"part": "primary", "primary": "h:27017", **_SET, "tried": [_GONE]}, "warn", ""),
        ({"part": "primary", "primary": "b:27017", **_SET, "listed": False, "tried": [_GONE]}, "fail", ""),
        ({"part": "secondary", "primary": "b:27017", **_SET, "tried": [_SHUT]}, "fail", "customer-network"),
        ({"part": "secondary", "primary": "b:27017", **_SET, "tried": [_FIRST]}, "warn", ""),
        ({"part": "secondary", **_SET, "tried": [{"host": "b", "unknown": "no time"}]}, "unknown", ""),
        ({"part": "secondary", **_SET, "anyone": True}, "pass", ""),
        ({"part": "arbiter", **_SET}, "fail", ""),
    ],
)  # fmt: skip
def test_what_the_members_mean(facts: dict[str, Any], outcome: str, owner: str) -> None:
    verdict = mongodb.judge("set", {**PLACE, **facts})
    assert verdict.outcome == outcome
    assert not owner or verdict.findings[0].owner == owner


@pytest.mark.parametrize(
    ("asked", "roles", "privileges", "lacks"),
    [
        (Wanted(database="b"), [("readWrite", "b")], [], False),
        (Wanted(database="b"), [("readWrite", "c")], [], True),
        (Wanted(database="b"), [("own", "b")], [], False),  # nobody knows what it allows
        (Wanted(database="b"), [], [("b", "", ["insert", "update", "remove"])], False),
        (Wanted(database="b"), [], [("", "", ["find"])], True),
        (Wanted(database="b"), [], [("c", "", ["insert", "update", "remove"])], True),
        (Wanted(database="b", collections=("x",)), [], [("b", "x", ["insert", "update", "remove"])], False),
        (Wanted(database="b", collections=("x",)), [], [("b", "y", ["insert", "update", "remove"])], True),
    ],
)
def test_who_may_write(asked: Wanted, roles: list[Any], privileges: list[Any], lacks: bool) -> None:
    rows = [{"resource": {"db": db, "collection": c}, "actions": actions} for db, c, actions in privileges]
    status = {"authInfo": {"authenticatedUserPrivileges": rows,
                           "authenticatedUserRoles": [{"role": r, "db": db} for r, db in roles]}}  # fmt: skip
    assert bool(told.may_not_write(status, asked)) is lacks


def test_the_words_of_an_address() -> None:
    url = "mongodb+srv://u:p@c.example.net/shop?authSource=users&tlsAllowInvalidHostnames=true"
    target = read_target({"url": url}, "mongodb")
    found = wanted(target, {}, "replicaSet=rs7&authSource=admin&evil=1")
    assert (found.tls, found.replica_set, found.source, found.database) == (True, "rs7", "users", "shop")
    assert tls_settings(target.query) == {"verify": "ca"}
    assert not wanted(read_target({"url": url + "&tls=false"}, "mongodb"), {}).tls


def test_hosts_of_another_domain_are_refused_as_drivers_do() -> None:
    target = read_target({"url": "mongodb+srv://c.example.net/shop"}, "mongodb")
    asked = [{"server": "1", "result": "NOERROR"}]
    good = named.facts_of(target, asked, [("m1.example.net", 27017)], [])
    bad = named.facts_of(target, asked, [("m1.example.org", 27017)], [])
    assert named.usable(good)
    assert not named.usable(bad)
    assert [f.cause for f in named.judge(bad).findings] == ["mongodb.unavailable"]


# Bytes -------------------------------------------------------------------------------------------


def test_bson_is_that_of_the_real_driver() -> None:
    need(importlib.util.find_spec("bson"), "pymongo is not installed")
    import datetime

    import bson as real

    doc = {"a": 1, "b": "ü", "c": True, "d": {"e": [1, "2"]}, "f": b"\0x", "g": 1 << 40}
    assert real.decode(bson.encode(doc)) == doc
    at = datetime.datetime(2026, 1, 1)
    more = {**doc, "n": None, "f8": 1.5, "at": at, "id": real.ObjectId(),
            "re": real.Regex("a"), "ts": real.Timestamp(1, 2), "max": real.MaxKey()}  # fmt: skip
    found = bson.decode(real.encode(more))
    assert list(found) == list(more)
    assert {key: found[key] for key in doc} == doc


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        bson.decode(data)
    except ValueError:
        pass
    head = struct.pack("<iiii", 16 + len(data), 1, 1, wire.OP_MSG)
    assert isinstance(wire.answers(head + data), dict)


def test_depth_is_bounded() -> None:
    doc: dict[str, Any] = {}
    for _ in range(40):
        doc = {"a": doc}
    with pytest.raises(ValueError, match="without an end"):
        bson.decode(bson.encode(doc))


def test_srv_and_txt_records_are_read() -> None:
    for kind, data in (("SRV", SRV(0, 5, 27018, "m1.example.net")), ("TXT", TXT(["a=1&", "b=2"]))):
        asked = srv.question("_mongodb._tcp.example.net", kind)
        reply = DNSRecord.parse(asked).reply()
        reply.add_answer(RR(reply.q.qname, getattr(QTYPE, kind), rdata=data))
        found = srv.answer("1", asked, bytes(reply.pack()))
        assert (found.hosts or found.texts) == (
            (("m1.example.net", 27018),) if kind == "SRV" else ("a=1&b=2",)
        )


# Servers -----------------------------------------------------------------------------------------


def _served(serve: Serve, **more: Any) -> int:
    """The lab's server at the level of the protocol; `hello` is made of its port."""
    made: dict[str, Told] = {}
    port = serve(lambda client: mongodb_told.handler(made["told"])(client))
    me = f"127.0.0.1:{port}"
    made["told"] = Told(**{"hello": member("rs0", [me], me), **more})
    return port


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-1", "SCRAM-SHA-256"])
def test_the_real_driver_gets_in_as_the_probe_does(serve: Serve, mechanism: str) -> None:
    need(importlib.util.find_spec("pymongo"), "pymongo is not installed")
    import pymongo

    port = _served(serve, users={"billing.app": "p, =ss"}, mechanisms=[mechanism])
    url = f"mongodb://app:p%2C%20%3Dss@127.0.0.1:{port}/billing"
    with pymongo.MongoClient(url, serverSelectionTimeoutMS=9000) as client:
        assert client.billing.list_collection_names() == ["invoices"]
        assert client.primary == ("127.0.0.1", port)
    rows = list(mongodb.probe(look(url, 5)))
    assert [row.stage for row in rows] == list(mongodb.STAGES)
    judged = {row.stage: mongodb.judge(row.stage, row.facts) for row in rows if row.stage in mongodb.OWN[2:]}
    assert {verdict.outcome for verdict in judged.values()} == {"pass"}, judged
    assert rows[-2].facts["mechanism"] == mechanism


def test_the_real_driver_is_refused_as_the_probe_is(serve: Serve) -> None:
    need(importlib.util.find_spec("pymongo"), "pymongo is not installed")
    import pymongo

    url = f"mongodb://app:wrong@127.0.0.1:{_served(serve)}/billing"
    client: Any = pymongo.MongoClient(url, serverSelectionTimeoutMS=9000)
    with client, pytest.raises(pymongo.errors.OperationFailure) as caught:
        client.billing.list_collection_names()
    last = list(mongodb.probe(look(url, 5)))[-1]
    assert (last.stage, last.facts["code"]) == ("login", caught.value.code)


def _reply(body: bytes, number: int = 1, code: int = wire.OP_MSG) -> bytes:
    return struct.pack("<iiii", 16 + len(body), 9, number, code) + body


@pytest.mark.parametrize(
    "bad",
    [
        b"", b"\xff" * 100, b"SSH-2.0-x\r\n", b"\0\0", struct.pack("<iiii", 1 << 30, 1, 1, 2013),
        _reply(b"\0"),
        _reply(b"\0\0\0\0\0\xff\xff\xff\x7f\2"), _reply(b"\0" * 30, 7), _reply(b"", 1, 5),
        _reply(b"\0\0\0\0\0" + bson.encode({"ok": 0, "code": 40, "errmsg": "x"})),
    ],
)  # fmt: skip
def test_a_look_at_an_odd_server_ends_with_a_verdict(says: list[bytes], bad: bytes) -> None:
    says[0] = bad
    rows = list(mongodb.probe(look(f"mongodb://app:s3cret@127.0.0.1:{says[1].decode()}")))
    assert rows[-1].stage == "hello"
    assert mongodb.judge("hello", rows[-1].facts).outcome in ("fail", "unknown")


def test_a_server_that_proves_nothing_is_not_believed(serve: Serve) -> None:
    """It lets anybody in, but does not know the password."""

    def talk(client: socket.socket) -> None:
        while True:
            number = struct.unpack("<iiii", mongodb_told._exactly(client, 16))
            doc = bson.decode(mongodb_told._exactly(client, number[0] - 16)[5:])
            first = bytes(doc.get("payload") or b"").decode().partition("r=")[2]
            payload = (
                f"r={first}x,s={base64.b64encode(b'salt').decode()},i=4096"
                if "saslStart" in doc
                else "v=eA=="
            )
            said = {"ok": 1, "payload": payload.encode(), "conversationId": 1, "done": True,
                    "isWritablePrimary": True, "maxWireVersion": 21}  # fmt: skip
            client.sendall(_reply(b"\0\0\0\0\0" + bson.encode(said), number[1]))

    rows = list(mongodb.probe(look(f"mongodb://app:s3cret@127.0.0.1:{serve(talk)}/x", 3)))
    assert (rows[-1].stage, rows[-1].facts["answer"]) == ("login", "garbled")


# The command -------------------------------------------------------------------------------------


def test_the_command_is_sh_and_gives_no_password_to_a_program_as_an_argument() -> None:
    made = mongodb.command(
        "documents", {"url": "mongodb://app:s3cret@m.example:6000/x", "collections": ["a"]}
    )
    lines = [line for line in made.script.splitlines() if "s3cret" in line]
    assert all(line.startswith(("set_url=", "fh_scheme=")) for line in lines)
    for shell in filter(None, map(shutil.which, ("sh", "dash", "ksh"))):
        assert subprocess.run([shell, "-n"], input=made.script.encode(), check=False).returncode == 0
    assert "m.example:6000" in made.connects


def test_the_command_shows_nothing_that_the_login_is_proved_with(serve: Serve) -> None:
    port = _served(serve)
    url = f"mongodb://app:mongo-secret-5@127.0.0.1:{port}/billing"
    made = mongodb.command("documents", {"url": url})
    done = subprocess.run(["sh"], input=made.script, capture_output=True, text=True, check=False, timeout=60)
    rows = list(mongodb.read(done.stdout))
    assert [row.stage for row in rows] == list(mongodb.STAGES)
    assert rows[-2].facts["answer"] == rows[-1].facts["answer"] == "ok"
    for word in (b",s=", b"v=", b"mongo-secret-5"):
        assert word.hex() not in done.stdout
        assert word.decode() not in done.stdout


def test_a_cluster_by_its_record_is_asked_for_as_such_in_a_firewall_request() -> None:
    from farhand.firewall import rules

    url = "mongodb+srv://u:p@c.example.net/shop"
    app = App("a", dependencies=(Dependency("documents", "mongodb", {"url": url}),))
    first = rules(app, None)[0]
    assert (first.port, first.encrypted) == ("27017", "TLS")
    assert first.host.endswith("SRV record _mongodb._tcp.c.example.net names")


def test_mongod_is_known_by_what_it_says_to_a_browser() -> None:
    said = b"HTTP/1.0 200 OK\r\n\r\nIt looks like you are trying to access "
    said += b"MongoDB over HTTP on the native driver port.\r\n"
    assert speaker(said) == "MongoDB"
