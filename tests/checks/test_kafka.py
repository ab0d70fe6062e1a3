"""What the Kafka check makes of facts and odd servers; real clients take the lab's own server for Kafka."""

from __future__ import annotations

import importlib.util
import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from farhand.checks import kafka
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.target import read_target
from farhand.wire import kafka as wire
from tests.conftest import need
from tests.lab.servers import kafka_told
from tests.lab.servers.kafka_told import Told, Topic


def look(url: str, timeout: float = 0.5, **settings: Any) -> Look:
    declared = Dependency("events", "kafka", {"url": url, **settings}, timeout=timeout)
    return Look(App("a"), declared, Deadline(10 * timeout), Environment({}, "test"))


def causes(stage: str, **facts: Any) -> list[str]:
    return [f.cause for f in kafka.judge(stage, {"host": "h", "port": 9092, **facts}).findings]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"answer": "error", "code": 58, "message": "Invalid username or password"}, ["kafka.security"]),
        ({"answer": "error", "code": 33, "mechanism": "PLAIN", "mechanisms": ["GSSAPI"]}, ["kafka.security"]),
        ({"answer": "error", "code": 34, "protocol": "SASL_SSL"}, ["kafka.security"]),
        ({"answer": "ok", "offers": ["PLAIN"]}, []),
        ({"answer": "unspoken", "mechanism": "GSSAPI"}, []),
    ],
)
def test_a_login_is_judged_by_its_code(facts: dict[str, Any], found: list[str]) -> None:
    assert causes("login", **facts) == found


_DNS = {"id": 2, "host": "b", "port": 9092, "at": "dns", "cause": "dns.nxdomain", "why": "no such name"}
_SHUT = {**_DNS, "at": "tcp", "cause": "tcp.timeout"}


@pytest.mark.parametrize(
    ("facts", "found", "owner"),
    [
        ({"brokers": 1, "tried": []}, [], ""),
        ({"brokers": 1, "tried": [_DNS]}, ["kafka.advertised_listener"], ""),
        ({"brokers": 1, "tried": [_SHUT]}, ["kafka.advertised_listener"], ""),
        ({"brokers": 2, "tried": [_SHUT]}, ["kafka.advertised_listener"], "customer-network"),
        ({"brokers": 2, "tried": [{**_DNS, "at": "tls", "cause": "tls.hostname"}]}, ["tls.hostname"], ""),
        ({"brokers": 1, "tried": [], "controller": -1}, ["kafka.cluster"], ""),
    ],
)
def test_what_the_brokers_advertise(facts: dict[str, Any], found: list[str], owner: str) -> None:
    findings = kafka.judge("brokers", {"host": "h", "port": 9092, "answer": "ok", **facts}).findings
    assert [f.cause for f in findings] == found
    assert not found or findings[0].owner == owner


@pytest.mark.parametrize(
    ("row", "more", "outcome"),
    [
        ({"code": 3}, {}, "fail"),
        ({"code": 29}, {}, "fail"),
        ({"partitions": 3}, {}, "pass"),
        ({"partitions": 3, "no_leader": 1}, {}, "fail"),
        ({"partitions": 3, "behind": 1, "least_in_sync": 2}, {}, "warn"),
        ({"partitions": 3, "behind": 1, "least_in_sync": 1}, {"min_in_sync": 2}, "fail"),
        ({"partitions": 3, "may_not": ["write"]}, {}, "fail"),
        ({"partitions": 3}, {"group": "g", "group_code": 30}, "fail"),
    ],
)
def test_topics(row: dict[str, Any], more: dict[str, Any], outcome: str) -> None:
    facts = {"host": "h", "port": 9092, "topics": [{"name": "orders", **row}], **more}
    assert kafka.judge("topics", facts).outcome == outcome


@pytest.mark.parametrize(
    ("url", "settings", "protocol"),
    [
        ("a:9092", {}, "PLAINTEXT"),
        ("SSL://a:9093,SSL://b:9093", {}, "SSL"),
        ("SASL_SSL://a:9093", {}, "SASL_SSL"),
        ("kafka+ssl://a,kafka+ssl://b", {}, "SSL"),
        ("kafka://u:p@a", {}, "SASL_PLAINTEXT"),
        ("kafka://a", {"security_protocol": "sasl_ssl"}, "SASL_SSL"),
    ],
)
def test_the_security_protocol(url: str, settings: dict[str, Any], protocol: str) -> None:
    from farhand.checks._kafka.spoken import wanted

    target = read_target({"url": url}, "kafka")
    assert not target.problems
    assert wanted(target, settings).protocol == protocol


# Servers of this test's own ----------------------------------------------------------------------


def serving(handler: Callable[[socket.socket], None]) -> tuple[str, int]:
    """A server on a port of its own, which ends with this process."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_quietly, args=(handler, client), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    return listener.getsockname()


def _quietly(handler: Callable[[socket.socket], None], client: socket.socket) -> None:
    try:
        handler(client)
    except OSError:
        pass
    finally:
        client.close()


@pytest.fixture
def broker() -> str:
    """The lab's server at the level of the protocol, with a login."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    told = Told(
        ((1, "127.0.0.1", port),), topics={"orders": Topic()}, users={"app": "s, e=cret"},
        mechanisms=("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
    )  # fmt: skip
    threading.Thread(target=kafka_told.serve, args=(listener, kafka_told.handler(told)), daemon=True).start()
    return f"127.0.0.1:{port}"


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
def test_a_real_client_gets_in_as_the_probe_does(broker: str, mechanism: str) -> None:
    need(importlib.util.find_spec("confluent_kafka"), "confluent-kafka is not installed")
    from confluent_kafka import admin

    settings = {
        "bootstrap.servers": broker, "security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": mechanism,
        "sasl.username": "app", "sasl.password": "s, e=cret",
    }  # fmt: skip
    assert "orders" in admin.AdminClient(settings).list_topics(timeout=20).topics
    login = {"user": "app", "password": "s, e=cret", "sasl_mechanism": mechanism}
    rows = list(kafka.probe(look(f"kafka://{broker}", 5, topics=["orders"], group="billing", **login)))
    assert [row.stage for row in rows] == list(kafka.STAGES)
    judged = {row.stage: kafka.judge(row.stage, row.facts) for row in rows if row.stage in kafka.OWN[1:]}
    assert {verdict.outcome for verdict in judged.values()} == {"pass"}, judged


def test_a_look_makes_no_topic() -> None:
    need(importlib.util.find_spec("confluent_kafka"), "confluent-kafka is not installed")
    from confluent_kafka import Producer

    producer = Producer({"bootstrap.servers": "x", "test.mock.num.brokers": 1, "log_level": 0})
    place = next(iter(producer.list_topics(timeout=20).brokers.values()))
    rows = list(kafka.probe(look(f"{place.host}:{place.port}", 5, topics=["never-made"])))
    assert [f.cause for f in kafka.judge("topics", rows[-1].facts).findings] == ["kafka.topic"]
    assert "never-made" not in producer.list_topics(timeout=20).topics


def _answer(body: bytes, number: int = 1) -> bytes:
    return struct.pack(">ii", len(body) + 4, number) + body


@pytest.mark.parametrize(
    "bad",
    [
        b"", b"\xff" * 100, b"SSH-2.0-x\r\n", b"\0\0", struct.pack(">ii", 1 << 30, 1), _answer(b""),
        _answer(b"\0\0" + struct.pack(">i", 1 << 30)), _answer(b"\0\x23" + struct.pack(">i", 0)),
        _answer(b"\0" * 6, 9),
    ],
)  # fmt: skip
def test_a_look_at_an_odd_server_ends_with_a_verdict(bad: bytes) -> None:
    def say(client: socket.socket) -> None:
        client.sendall(bad)
        time.sleep(4)

    host, port = serving(say)
    rows = list(kafka.probe(look(f"kafka://{host}:{port}")))
    assert kafka.judge(rows[-1].stage, rows[-1].facts).outcome in ("fail", "unknown")


@pytest.mark.parametrize("version", range(9))
def test_an_answer_that_is_cut_off_is_no_answer(version: int) -> None:
    ask = kafka_told.Reader(wire.request(wire.METADATA, version, 1, wire.wanted(version, ["orders"]))[4:])
    told = Told(((1, "h", 9092),), topics={"orders": Topic()})
    whole = (kafka_told._answer(told, kafka_told.Login(told), ask) or b"")[4:]
    found = wire.metadata(whole, version)
    assert [(b.host, b.port) for b in found.brokers] == [("h", 9092)]
    assert [(t.name, t.error, t.partitions) for t in found.topics] == [("orders", 0, ((0, 1, 1, 1),))]
    for end in range(len(whole) - (4 if version >= 8 else 0)):
        with pytest.raises(ValueError, match="answer"):
            wire.metadata(whole[:end], version)
