"""Asking name servers, against real ones on loopback: well, silent, closed, garbled, cut off."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dnslib import QTYPE, RCODE, RR, A, DNSRecord

from farhand.deadline import Deadline
from farhand.wire import resolver

Answer = Callable[[DNSRecord, bool], "bytes | None"]


def good(asked: DNSRecord, tcp: bool) -> bytes:
    made = asked.reply()
    if asked.q.qtype == QTYPE.A:
        made.add_answer(RR(asked.q.qname, QTYPE.A, rdata=A("10.0.0.1")))
    return bytes(made.pack())


@contextmanager
def name_server(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A name server on a free port, which the resolver asks in place of 53."""
    tcp = socket.create_server(("127.0.0.1", 0))
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(tcp.getsockname())

    def by_udp() -> None:
        while True:
            data, client = udp.recvfrom(4096)
            made = answer(DNSRecord.parse(data), False)
            if made is not None:
                udp.sendto(made, client)

    def by_tcp() -> None:
        while True:
            with tcp.accept()[0] as peer:
                made = answer(DNSRecord.parse(peer.recv(4096)[2:]), True)
                if made is not None:
                    peer.sendall(len(made).to_bytes(2, "big") + made)

    for work in (by_udp, by_tcp):
        threading.Thread(target=_quietly, args=(work,), daemon=True).start()
    monkeypatch.setattr(resolver, "PORT", tcp.getsockname()[1])
    with tcp, udp:
        yield


def _quietly(work: Callable[[], None]) -> None:
    try:
        work()
    except OSError:
        pass


def ask(seconds: float = 1.0) -> list[resolver.Asked]:
    questions = resolver.Questions(["127.0.0.1"], ["api.lab.test"])
    questions.wait(seconds)
    questions.close()
    return questions.rows


def test_both_families_are_asked_and_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    with name_server(good, monkeypatch):
        a, aaaa = ask()
    assert (a.result, a.addresses, aaaa.result, aaaa.addresses) == ("NOERROR", ("10.0.0.1",), "NOERROR", ())
    assert 0 < a.ms < 1000


def test_a_closed_port_is_known_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        monkeypatch.setattr(resolver, "PORT", sock.getsockname()[1])
    begun = time.monotonic()
    rows = ask(3.0)
    assert time.monotonic() - begun < 1.0
    assert [(r.result, r.errno) for r in rows] == [("unreachable", "ECONNREFUSED")] * 2


def test_silence_is_asked_again_and_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def deaf(asked: DNSRecord, tcp: bool) -> bytes | None:
        heard.append(QTYPE[asked.q.qtype])
        return None

    with name_server(deaf, monkeypatch):
        begun = time.monotonic()
        rows = ask(1.3)
    assert time.monotonic() - begun < 1.8
    assert {r.result for r in rows} == {"silent"}
    assert sorted(heard) == ["A", "A", "AAAA", "AAAA"]


def test_noise_is_thrown_away_and_the_answer_still_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    count = {"A": 0, "AAAA": 0}

    def first_noise(asked: DNSRecord, tcp: bool) -> bytes:
        kind = QTYPE[asked.q.qtype]
        count[kind] += 1
        return b"\xff" * 40 if count[kind] == 1 else good(asked, tcp)

    with name_server(first_noise, monkeypatch):
        a, _ = ask(2.0)
    assert a.addresses == ("10.0.0.1",)
    assert "thrown away" in a.note


def test_what_is_cut_off_is_asked_over_tcp(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(asked: DNSRecord, tcp: bool) -> bytes:
        if tcp:
            return good(asked, tcp)
        made = asked.reply()
        made.header.tc = 1
        return bytes(made.pack())

    with name_server(cut, monkeypatch):
        rows = ask()
        resolver.over_tcp(rows[:1], Deadline(1))
    assert rows[0].truncated
    assert (rows[0].tcp, rows[0].addresses) == ("NOERROR", ("10.0.0.1",))


def test_a_refusal_without_the_question_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(asked: DNSRecord, tcp: bool) -> bytes:
        made = DNSRecord()
        made.header.id, made.header.qr, made.header.rcode = asked.header.id, 1, RCODE.REFUSED
        return bytes(made.pack())

    with name_server(short, monkeypatch):
        assert {r.result for r in ask()} == {"REFUSED"}


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {
        "RESOLV_CONF": "nameserver 10.0.0.1 # first\n;x\nsearch a.test b.test\nnameserver ::1\n"
        "options ndots:5 timeout:2\n",
        "HOSTS": "127.0.0.1 localhost\n10.0.0.7 API.lab.test api\n10.0.0.8 api.lab.test\n",
        "NSSWITCH": "hosts: files [NOTFOUND=return] mymachines\n",
    }.items():
        (tmp_path / name).write_text(text)
        monkeypatch.setattr(resolver, name, str(tmp_path / name))
    conf = resolver.setup()
    assert (conf.servers, conf.search) == (("10.0.0.1", "::1"), ("a.test", "b.test"))
    assert (conf.ndots, conf.patience, conf.sources) == (5, 2.0, ("files", "mymachines"))
    assert resolver.in_hosts("api.lab.test.") == ["10.0.0.7", "10.0.0.8"]


def test_a_missing_resolv_conf_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "RESOLV_CONF", str(tmp_path / "none"))
    assert resolver.setup().problem == "No such file or directory"


def test_the_library_beside_a_clock() -> None:
    library = resolver.Library("localhost")
    assert library.done.wait(5)
    assert {"127.0.0.1", "::1"} & set(library.addresses)
    broken = resolver.Library("x" * 300)
    assert broken.done.wait(5)
    assert broken.error
