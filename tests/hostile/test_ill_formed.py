"""Answers that begin rightly and are ill-formed: absurd lengths, loops, depths. No crash, no hang."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.hostile.command import calm, declare, farhand
from tests.hostile.loopback import serving
from tests.lab.expect import laws
from tests.lab.lab import Lab

LOOP = b"\xc0\x0c"  # points at the name in the question


def _name(*labels: bytes) -> bytes:
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def _record(name: bytes, kind: int, data: bytes, length: int | None = None) -> bytes:
    return name + struct.pack("!HHIH", kind, 1, 60, len(data) if length is None else length) + data


#: What comes after the question, and the four counts: questions, answers, authorities, additional.
DNS: dict[str, tuple[bytes, tuple[int, int, int, int]]] = {
    "points_at_itself": (b"\xc0\x1e" * 4, (1, 1, 0, 0)),
    "points_forward": (b"\xff\xff" + b"\0" * 20, (1, 1, 0, 0)),
    "points_in_a_ring": (b"\x01a\xc0\x1e" + b"\0" * 20, (1, 1, 0, 0)),
    "cname_ring": (_record(LOOP, 5, LOOP) * 40, (1, 40, 0, 0)),
    "count_without_records": (b"", (1, 65535, 65535, 65535)),
    "no_question": (_record(LOOP, 1, b"\x0a\x4d\x02\x02"), (0, 1, 0, 0)),
    "short_address": (_record(LOOP, 1, b"\x0a\x4d"), (1, 1, 0, 0)),
    "long_address": (_record(LOOP, 1, b"\x0a" * 400), (1, 1, 0, 0)),
    "length_beyond_the_end": (_record(LOOP, 1, b"\x0a\x4d\x02\x02", 60000), (1, 1, 0, 0)),
    "label_beyond_the_end": (b"\x3f" + b"a" * 10, (1, 1, 0, 0)),
    "reserved_label": (b"\x80\x40" + b"a" * 20, (1, 1, 0, 0)),
    "ill_name": (_record(LOOP, 5, _name(b"\x1b[31m\0\xff", b"<script>")), (1, 1, 0, 0)),
    "thousands": (_record(LOOP, 1, b"\x0a\x4d\x02\x02") * 2000, (1, 2000, 0, 0)),
    "ill_soa": (_record(LOOP, 6, b"\0"), (1, 0, 1, 0)),
    "ill_edns": (_record(b"\0", 41, b"\xff\xff\xff\xff"), (1, 0, 0, 1)),
}


@pytest.mark.matrix(2)
@pytest.mark.lab
@pytest.mark.parametrize("form", DNS)
def test_a_name_server(form: str) -> None:
    rest, counts = DNS[form]

    def name_server(ready: Callable[[], None]) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.bind(("10.77.2.2", 53))
            ready()
            while True:
                asked, client = udp.recvfrom(65535)
                end = asked.index(b"\0", 12) + 5
                udp.sendto(
                    asked[:2] + b"\x81\x80" + struct.pack("!4H", *counts) + asked[12:end] + rest, client
                )

    with Lab() as lab:
        lab.dns.stop()
        lab.svc.fork("name-server", name_server)
        lab.declare("""
            [dependencies.name]
            kind = "dns"
            host = "api.lab.test"
            [dependencies.web]
            kind = "http"
            url = "http://api.lab.test:8080/"
        """)
        outcome = lab.self_test()
        assert not laws(outcome)
        for row in outcome.report["results"]:
            assert "the check itself failed" not in row["because"], row
            assert "could not be judged" not in row["says"], row
        assert outcome.code in (1, 4)


def saying(*parts: bytes, every: bool = False) -> Callable[[socket.socket], None]:
    """Waits for a word of the client, then says the next part, and is silent at the end."""

    def talk(peer: socket.socket) -> None:
        for part in parts:
            peer.recv(65536)
            peer.sendall(part)
        while every and peer.recv(65536):
            peer.sendall(parts[-1])
        time.sleep(12)

    return talk


AUTH = b"R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0"
READY = b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I"
POSTGRES = {
    "endless_message": saying(b"N", b"E\x7f\xff\xff\xffS" + b"A" * 100_000),
    "length_0": saying(b"N", b"R\0\0\0\0" * 1000),
    "length_negative": saying(b"N", b"E\xff\xff\xff\xff"),
    "no_mechanism": saying(b"N", b"R\0\0\0\x09\0\0\0\x0a\0"),
    "unknown_mechanism": saying(b"N", b"R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-999\0\0"),
    "unknown_way": saying(b"N", b"R\0\0\0\x08\0\0\x7f\xff"),
    "short_salt": saying(b"N", b"R\0\0\0\x09\0\0\0\x05s"),
    "ill_continue": saying(b"N", AUTH, b"R\0\0\0\x0c\0\0\0\x0br=x,"),
    "iterations_absurd": saying(b"N", AUTH, b"R\0\0\0\x28\0\0\0\x0br=abc,s=AAAA,i=9999999999999999\0\0"),
    "ill_base64": saying(b"N", AUTH, b"R\0\0\0\x20\0\0\0\x0br=abc,s=====,i=4096\0\0\0\0\0"),
    "no_final": saying(b"N", AUTH, READY),
    "ready_and_silent": saying(b"N", READY),
    "rows_without_end": saying(
        b"N", READY, b"T\0\0\0\x06\xff\xff" * 100 + b"D\0\0\0\x06\xff\xff" * 50_000, every=True
    ),
    "fields_without_end": saying(b"N", b"E\0\0\x40\x00" + b"SFATAL\0C28P01\0M" + b"x" * 20_000),
    "notices_for_ever": saying(b"N", b"N\0\0\0\x0cSX\0Mx\0\0\0" * 20_000, every=True),
    "tls_word": saying(b"S", b"\x15\x03\x01\0\x02\x02\x46"),
    "yes_and_no": saying(b"SN" * 500),
    "parameters_for_ever": saying(b"N", b"R\0\0\0\x08\0\0\0\0" + b"S\0\0\0\x08a\0b\0" * 50_000, every=True),
}
INFO = b"redis_version:\xff\xfe\x1b[31m\r\nmaxmemory:nan\r\nrole:\0\r\n:::\r\nx".ljust(60, b":")
REDIS = {
    "absurd_bulk": saying(b"$99999999999999999999\r\n", every=True),
    "negative_bulk": saying(b"$-99\r\n", every=True),
    "no_number": saying(b"$abc\r\n", every=True),
    "absurd_array": saying(b"*2147483647\r\n", every=True),
    "deep_arrays": saying(b"*1\r\n" * 100_000, every=True),
    "no_line_end": saying(b"+" + b"P" * 3_000_000, every=True),
    "only_cr": saying(b"+PONG\r" * 1000, every=True),
    "maps_and_pushes": saying(b"%1\r\n>1\r\n~1\r\n,nan\r\n(9999\r\n#t\r\n_\r\n=5\r\ntxt:x\r\n", every=True),
    "ill_info": saying(b"+PONG\r\n", b"$60\r\n%s\r\n" % INFO, every=True),
    "numbers": saying(b":" + b"9" * 5000 + b"\r\n", every=True),
    "nothing": saying(b"\r\n\r\n\r\n", every=True),
}  # fmt: skip
HEAD = b"HTTP/1.1 200 OK\r\n"
HTTP = {
    "no_status": saying(b"HTTP/1.1\r\n\r\n"),
    "status_word": saying(b"HTTP/1.1 abc OK\r\n\r\n"),
    "status_long": saying(b"HTTP/1.1 " + b"9" * 5000 + b" OK\r\n\r\n"),
    "version": saying(b"HTTP/9.9.9 200 OK\r\n\r\n"),
    "headers_for_ever": saying(HEAD + b"A: b\r\n" * 300_000),
    "header_without_end": saying(HEAD + b"A: " + b"b" * 3_000_000),
    "length_negative": saying(HEAD + b"Content-Length: -5\r\n\r\n"),
    "length_absurd": saying(HEAD + b"Content-Length: " + b"9" * 4400 + b"\r\n\r\n"),
    "two_lengths": saying(HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabc"),
    "chunk_negative": saying(HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n"),
    "chunk_absurd": saying(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 5000 + b"\r\n"),
    "continues_for_ever": saying(b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000),
    "date": saying(HEAD + b"Date: Thu, 99 Foo 99999 99:99:99 GMT\r\nContent-Length: 0\r\n\r\n"),
    "date_of_old": saying(HEAD + b"Date: Mon, 01 Jan 0001 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n"),
    "redirect_ring": saying(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", every=True),
    "redirect_ill": saying(
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1:999999/\r\nContent-Length: 0\r\n\r\n"
    ),
    "gzip_bomb": saying(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 20\r\n\r\n" + b"\x1f\x8b" * 10),
    "nul": saying(b"\0" * 100_000),
    "challenge": saying(b'HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm="' + b'\\"' * 50_000 + b"\r\n\r\n"),
}


@pytest.mark.parametrize("kind", ["postgres", "redis", "http"])
def test_a_server(tmp_path: Path, kind: str) -> None:
    forms = {"postgres": POSTGRES, "redis": REDIS, "http": HTTP}[kind]
    with ExitStack() as stack:
        ports = {name: stack.enter_context(serving(talk)) for name, talk in forms.items()}
        rows = (
            f'[dependencies.{name}]\nkind = "{kind}"\nurl = "{kind}://u:secret-of-{name}@127.0.0.1:{port}/x"\n'
            for name, port in ports.items()
        )
        declare(tmp_path, "".join(rows))
        done = calm(farhand("self-test", "--here", "--json", cwd=tmp_path), (1,))
    assert done.seconds < 15.3
    assert len(done.out) < 2_000_000, "a server fills the report"
    assert b"secret-of-" not in done.out
