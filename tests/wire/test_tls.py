"""One handshake against servers that do one thing wrong each; all real, on loopback."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.deadline import Deadline
from farhand.wire import tls, tls_try
from farhand.wire.stores import Store
from farhand.wire.tcp import open_tcp
from farhand.wire.tls import BadFile, Plan, shake
from tests.lab import odd_server, pki


class Servers:
    """Starts odd servers with certificates of one CA and stops them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = pki.authority("Lab Root CA")
        self.ca = pki.write(folder, "root", self.root)[0]
        self.good = pki.write(folder, "good", pki.leaf(("localhost", "127.0.0.1"), by=self.root))
        self._processes: list[Any] = []

    def start(self, **options: Any) -> int:
        port, process = odd_server.local(options)
        self._processes.append(process)
        return port

    def tls(self, pair: tuple[str, str] | None = None, **options: Any) -> int:
        cert, key = pair or self.good
        return self.start(cert=cert, key=key, **options)

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(5)

    def plan(self, **changes: Any) -> Plan:
        return Plan(**{"name": "localhost", "store": Store("declared", file=self.ca), **changes})


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    made = Servers(tmp_path)
    yield made
    made.stop()


def facts_of(port: int, plan: Plan, seconds: float = 3.0) -> dict[str, Any]:
    made = shake(open_tcp("127.0.0.1", port, Deadline(seconds)), plan)
    if made.conn:
        made.conn.close()
    return made.facts


def test_a_good_handshake_carries_data_and_shows_the_chain(servers: Servers) -> None:
    made = shake(open_tcp("127.0.0.1", servers.tls(), Deadline(3)), servers.plan())
    assert made.conn
    with made.conn as conn:
        conn.send(b"GET / HTTP/1.1\r\n\r\n")
        assert conn.read_until(b"\r\n") == b"HTTP/1.1 200 OK\r\n"
        assert conn.read_to_end().endswith(b'{"ok": true}')
    assert made.facts["chain"][0]["names"] == ["localhost"]
    assert made.facts["version"] == "TLSv1.3"


@pytest.mark.parametrize("high", ["TLSv1_2", "TLSv1_3"])
def test_the_chain_is_read_as_it_was_sent(servers: Servers, high: str) -> None:
    middle = pki.authority("Lab Issuing CA", by=servers.root)
    pair = pki.write(servers.folder, "leaf", pki.leaf(("localhost",), by=middle), middle)
    facts = facts_of(servers.tls(pair, high=high), servers.plan())
    assert [c["subject_cn"] for c in facts["chain"]] == ["localhost", "Lab Issuing CA"]
    assert facts["result"] == "ok"


@pytest.mark.parametrize(
    ("days", "names", "code"),
    [((-90, -7), ("localhost",), 10), ((7, 90), ("localhost",), 9), ((-1, 9), ("other.test",), 62)],
)
def test_a_refused_certificate_is_seen_with_its_code_and_chain(
    servers: Servers, days: tuple[float, float], names: tuple[str, ...], code: int
) -> None:
    pair = pki.write(servers.folder, "leaf", pki.leaf(names, by=servers.root, days=days))
    facts = facts_of(servers.tls(pair), servers.plan())
    assert (facts["result"], facts["verify"]["code"]) == ("untrusted", code)
    assert facts["chain"][0]["subject_cn"] == names[0]


def test_an_address_is_checked_as_an_address(servers: Servers) -> None:
    port = servers.tls()
    assert facts_of(port, servers.plan(name="127.0.0.1"))["result"] == "ok"
    assert facts_of(port, servers.plan(name="127.0.0.2"))["verify"]["code"] == 64


@pytest.mark.parametrize(("high", "number"), [("TLSv1_2", 40), ("TLSv1_3", 116)])
def test_a_missing_client_certificate_is_seen(servers: Servers, high: str, number: int) -> None:
    port = servers.tls(client_ca=servers.ca, high=high)
    made = shake(open_tcp("127.0.0.1", port, Deadline(3)), servers.plan())
    facts = made.facts
    if made.conn:
        sock: Any = made.conn.sock
        with pytest.raises((OSError, ValueError)) as caught:
            sock.confirm(2.0)
        facts = {**facts, **tls.seen(sock), **tls.failure(caught.value, sock)}
        made.conn.close()
    assert (facts["result"], facts["alert"]["number"], facts["asked_client_cert"]) == ("alert", number, True)


def test_a_server_that_accepts_us_is_confirmed_at_once(servers: Servers) -> None:
    made = shake(open_tcp("127.0.0.1", servers.tls(), Deadline(3)), servers.plan())
    assert made.conn
    sock: Any = made.conn.sock
    begun = time.monotonic()
    sock.confirm(2.0)
    made.conn.close()
    assert time.monotonic() - begun < 1.0


@pytest.mark.parametrize(
    ("how", "result"), [("reset", "reset"), ("close", "closed"), ("HTTP/1.1 400 Bad\r\n\r\n", "not_tls")]
)
def test_an_end_without_tls_is_told_apart(servers: Servers, how: str, result: str) -> None:
    assert facts_of(servers.start(on_hello=how), servers.plan())["result"] == result


def test_silence_ends_with_the_deadline(servers: Servers) -> None:
    begun = time.monotonic()
    assert facts_of(servers.start(on_hello="mute"), servers.plan(), 0.5)["result"] == "silent"
    assert time.monotonic() - begun < 1.5


def test_megabytes_of_garbage_end_it(servers: Servers) -> None:
    facts = facts_of(servers.start(on_hello="\x16\x03\x03" + "A" * 60000), servers.plan())
    assert facts["result"] in ("error", "alert")


def test_declared_files_that_do_not_fit_are_named(servers: Servers) -> None:
    cert, _ = servers.good
    other = pki.write(servers.folder, "other", pki.leaf(("x",), by=servers.root))[1]
    for key, problem in ((other, "mismatch"), ("/nowhere/key.pem", "missing"), (cert, "invalid")):
        with pytest.raises(BadFile) as caught:
            tls.context_of(servers.plan(cert_file=cert, key_file=key))
        assert caught.value.problem.startswith(problem)
        assert caught.value.role == "key_file"


def test_each_version_is_tried_alone(servers: Servers) -> None:
    way = tls_try.direct("127.0.0.1", servers.tls(low="TLSv1_1", high="TLSv1_1"))
    tried = tls_try.by_version(way, servers.plan(), Deadline(3))
    assert [version for version, word in tried.items() if word == "ok"] == ["TLSv1_1"]


def test_a_filter_that_reads_the_name_is_found(servers: Servers) -> None:
    cert, key = servers.good
    port = servers.start(cert=cert, key=key, on_hello="reset", bad_names=["localhost"])
    tried = tls_try.by_name(tls_try.direct("127.0.0.1", port), servers.plan(), Deadline(3))
    assert tried == {"none": "ok", "other": "ok", "same": "reset"}


def test_a_root_of_the_same_house_is_found(servers: Servers) -> None:
    last = {"issuer": "O=Lab, CN=Lab Issuing CA 1", "issuer_cn": "Lab Issuing CA 1", "issuer_o": "Lab"}
    store = Store("declared", file=servers.ca)
    assert tls_try.related_root(store, [last]) == "O=Lab, CN=Lab Root CA"
    foreign = {"issuer": "CN=Elsewhere CA", "issuer_cn": "Elsewhere CA"}
    assert tls_try.related_root(store, [foreign]) == ""


@given(st.binary(max_size=80))
def test_any_certificate_message_is_read_without_an_error(data: bytes) -> None:
    assert isinstance(tls.chain_of(b"\x0b\0\0\0" + data), list)
