"""What the etcd check makes of answers and odd servers; the real faults are in the lab."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from farhand.checks import etcd
from farhand.checks._etcd import facts as of
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.wire import http

VERSION = {"etcdserver": "3.5.9", "etcdcluster": "3.5.0"}
STATUS = {"header": {"member_id": "1"}, "version": "3.5.9", "leader": "1", "raftIndex": "9",
          "raftTerm": "2", "raftAppliedIndex": "9"}  # fmt: skip


def answer(told: Any, status: str = "200 OK") -> bytes:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(body), body)


def look(port: int, user: str = "", timeout: float = 0.6, **settings: Any) -> Look:
    need = Dependency(
        "config", "etcd", {"url": f"http://{user}127.0.0.1:{port}", **settings}, timeout=timeout
    )
    return Look(App("a"), need, Deadline(10 * timeout), Environment({}, "test"))


def scripted(heard: list[str], **answers: bytes) -> Callable[[socket.socket], None]:
    """A member that answers by the last word of the path; what it is asked is kept."""
    rows = {"version": answer(VERSION), "status": answer(STATUS), "range": answer({"count": "2"}), **answers}

    def talk(client: socket.socket) -> None:
        asked = client.recv(65536).decode("latin-1")
        if not asked:  # the look at the port alone
            return
        heard.append(asked)
        word = asked.split()[1].rpartition("/")[2]
        client.sendall(rows.get(word, answer({"error": "no", "code": 12}, "501 Not Implemented")))

    return talk


def causes(row: Any) -> list[str]:
    return [finding.cause for finding in etcd.judge(row.stage, row.facts).findings]


@pytest.mark.parametrize(
    ("told", "status", "cause"),
    [
        ({"error": "etcdserver: permission denied", "code": 7}, "403 Forbidden", ["etcd.auth"]),
        ({"error": "etcdserver: invalid auth token", "code": 16}, "401 Unauthorized", ["etcd.auth"]),
        ({"error": "etcdserver: user name is empty", "code": 3}, "400 Bad Request", ["etcd.auth"]),
        ({"error": "etcdserver: request timed out", "code": 14}, "503 Service Unavailable", ["etcd.cluster"]),
        ({"error": "etcdserver: too many requests", "code": 8}, "429 Too Many Requests", ["etcd.cluster"]),
        ({"error": "etcdserver: mvcc: database space exceeded", "code": 8}, "429 Too Many", ["fs.full"]),
        ({"error": "something new", "code": 2}, "500 Internal Server Error", []),
    ],
)
def test_a_refusal_is_told_by_its_code(serve: Any, told: Any, status: str, cause: list[str]) -> None:
    port = serve(scripted([], range=answer(told, status)))
    rows = list(etcd.probe(look(port, prefix="/a/", read_only=True)))
    assert rows[-1].stage == "keys"
    assert causes(rows[-1]) == cause


def test_the_token_is_used_and_kept_secret(serve: Any) -> None:
    heard: list[str] = []
    port = serve(scripted(heard, authenticate=answer({"token": "abcdefgh.17"}), txn=answer({"header": {}})))
    asked = look(port, user="app:s3cret@", prefix="/a/")
    rows = list(etcd.probe(asked))
    assert [row.stage for row in rows] == list(etcd.STAGES)
    assert "Authorization: abcdefgh.17" in heard[-1]
    assert {"abcdefgh.17", "s3cret"} <= asked.secrets
    assert "s3cret" not in repr(rows)
    assert "abcdefgh" not in repr(rows)


def test_a_write_is_asked_for_behind_a_condition_that_never_holds(serve: Any) -> None:
    heard: list[str] = []
    list(etcd.probe(look(serve(scripted(heard, txn=answer({"header": {}}))), prefix="/a/")))
    asked = json.loads(heard[-1].partition("\r\n\r\n")[2])
    assert asked["compare"][0]["version"] == "-1"
    assert "failure" not in asked


def test_no_write_is_asked_for_where_the_app_only_reads(serve: Any) -> None:
    heard: list[str] = []
    list(etcd.probe(look(serve(scripted(heard)), prefix="/a/", read_only=True)))
    assert not any("/v3/kv/txn" in asked for asked in heard)


@pytest.mark.parametrize(
    "named",
    [{"leader": "0"}, {"isLearner": True}, {"errors": ["memberID:1 alarm:CORRUPT "]}, {"raftIndex": "9000"}],
)
def test_what_a_member_says_of_itself(named: Any) -> None:
    told = of.status(http.parse(answer({**STATUS, **named})))
    assert [finding.cause for finding in etcd.judge("cluster", told).findings] == ["etcd.cluster"]


def test_a_login_that_is_switched_off_is_a_warning(serve: Any) -> None:
    off = answer({"error": "etcdserver: authentication is not enabled", "code": 9}, "412 Precondition Failed")
    rows = list(etcd.probe(look(serve(scripted([], authenticate=off)), user="app:s3cret@")))
    outcomes = {
        row.stage: etcd.judge(row.stage, row.facts).outcome for row in rows if row.stage in etcd.OWN[1:]
    }
    assert outcomes == {
        "hello": "pass",
        "version": "pass",
        "cluster": "pass",
        "login": "warn",
        "keys": "pass",
    }


@pytest.mark.parametrize(
    "bad",
    [b"", b"\xff" * 100, b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n[1",
     b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 20000, answer([1]), answer({"etcdserver": 3})],
)  # fmt: skip
def test_a_look_at_an_odd_server_ends_with_a_verdict(serve: Any, bad: bytes) -> None:
    def talk(client: socket.socket) -> None:
        client.recv(1000)
        client.sendall(bad)
        threading.Event().wait(3)

    rows = list(etcd.probe(look(serve(talk))))
    assert etcd.judge(rows[-1].stage, rows[-1].facts).outcome in ("fail", "unknown")


@pytest.mark.parametrize("odd", [b"[]", b"{}", b"[" * 100000, b'{"leader": {"a": 1}, "errors": 5}', b"\xff"])
def test_odd_states_end_with_a_verdict(serve: Any, odd: bytes) -> None:
    for row in etcd.probe(look(serve(scripted([], status=answer(odd), range=answer(odd))))):
        if row.stage in etcd.OWN[1:]:
            assert etcd.judge(row.stage, row.facts).says
