"""The protocol against servers that mean ill, SCRAM against the RFC; the real server is in the lab."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from farhand.deadline import Deadline
from farhand.wire import postgres
from farhand.wire.scram import Scram, ScramError, prepared
from farhand.wire.speaker import speaker
from farhand.wire.tcp import Closed, Conn, Late, TooMuch, open_tcp

BAD = (postgres.NotPostgres, postgres.Refused, postgres.CannotLogin, Closed, Late, TooMuch, OSError)


def served(talk: Callable[[socket.socket], None]) -> int:
    """A server on loopback that does `talk` with its one client."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        client, _ = listener.accept()
        with client, listener:
            try:
                talk(client)
            except OSError:
                pass

    threading.Thread(target=run, daemon=True).start()
    return int(listener.getsockname()[1])


def message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body


@pytest.fixture
def conn(request: pytest.FixtureRequest) -> Iterator[Conn]:
    with open_tcp("127.0.0.1", served(request.param), Deadline(1.0)) as made:
        yield made


def says(data: bytes) -> Callable[[socket.socket], None]:
    def talk(client: socket.socket) -> None:
        client.recv(4096)
        client.sendall(data)
        time.sleep(1.5)

    return talk


def floods(client: socket.socket) -> None:
    client.recv(64)
    while True:
        client.sendall(b"\xff" * 65536)


def drips(client: socket.socket) -> None:
    client.recv(64)
    for byte in message(b"E", b"SFATAL\0" * 500):
        client.sendall(bytes([byte]))
        time.sleep(0.1)


def endless_notices(client: socket.socket) -> None:
    client.recv(64)
    while True:
        client.sendall(message(b"N", b"SNOTICE\0\0") * 100)


HOSTILE = [
    floods,
    drips,
    endless_notices,
    says(b""),
    says(b"SSH-2.0-x\r\n"),
    says(message(b"R", b"")),
    says(b"R\x7f\xff\xff\xff"),
    says(b"E\x00\x00\x00\x02"),
    says(message(b"R", struct.pack("!i", 5))),
]


def whole_login(conn: Conn) -> None:
    asked = postgres.hello(conn, {"user": "app", "database": "x"})
    postgres.login(conn, asked, "app", "secret")


@pytest.mark.parametrize("conn", HOSTILE, indirect=True)
def test_whatever_a_server_does_it_ends_in_time_with_a_known_error(conn: Conn) -> None:
    begun = time.monotonic()
    with pytest.raises(BAD):
        whole_login(conn)
    assert time.monotonic() - begun < 1.4


@pytest.mark.parametrize("conn", [says(b"S"), says(b"N")], indirect=True)
def test_tls_is_offered_or_not(conn: Conn) -> None:
    assert postgres.ask_tls(conn) in "SN"


@pytest.mark.parametrize("conn", [says(b"SSH-2.0-OpenSSH\r\n"), says(b"Sinjected")], indirect=True)
def test_more_than_the_one_byte_is_no_offer(conn: Conn) -> None:
    with pytest.raises(postgres.NotPostgres):
        postgres.ask_tls(conn)


REFUSAL = b"SFATAL\0VFATAL\0C28000\0Mno pg_hba.conf entry\0RClientAuthentication\0\0"


@pytest.mark.parametrize("conn", [says(message(b"E", REFUSAL))], indirect=True)
def test_a_refusal_keeps_its_fields(conn: Conn) -> None:
    with pytest.raises(postgres.Refused) as caught:
        postgres.hello(conn, {"user": "app", "database": "x"})
    assert caught.value.fields["sqlstate"] == "28000"
    assert caught.value.fields["routine"] == "ClientAuthentication"


@pytest.mark.parametrize("conn", [says(b"Esorry, too many clients already\n\0")], indirect=True)
def test_an_error_of_the_old_form_is_read(conn: Conn) -> None:
    with pytest.raises(postgres.Refused) as caught:
        postgres.hello(conn, {"user": "app", "database": "x"})
    assert "too many clients" in caught.value.fields["message"]


def test_rows_whose_lengths_lie_are_no_rows() -> None:
    with pytest.raises(postgres.NotPostgres):
        postgres._row(b"\x00\x01\x00\x00\xff\xff")


def test_the_severity_is_the_untranslated_one() -> None:
    fields = postgres.error_fields("SSCHWERWIEGEND\0VFATAL\0C57P03\0Mfährt hoch\0\0".encode())
    assert fields == {"severity": "FATAL", "sqlstate": "57P03", "message": "fährt hoch"}


# The example of RFC 7677, section 3.
FIRST = b"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
FINAL = b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="


def test_scram_is_that_of_the_rfc() -> None:
    scram = Scram("pencil", "user", "rOprNGfwEbeRWgbNEkqO")
    assert scram.first == b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO"
    assert scram.answer(FIRST).endswith(b"p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
    scram.finish(FINAL)


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"r=other,s=AA==,i=4096",
        FIRST.replace(b"4096", b"2147483647"),
        FIRST.replace(b"4096", b"x"),
        FIRST.replace(b"W22", b"***"),
    ],
)
def test_scram_does_not_follow_a_bad_server(first: bytes) -> None:
    with pytest.raises(ScramError):
        Scram("pencil", "user", "rOprNGfwEbeRWgbNEkqO").answer(first)


@pytest.mark.parametrize("final", [b"", b"v=AAAA", b"e=other-error", FINAL.replace(b"6", b"7")])
def test_a_server_that_does_not_know_the_password_is_found_out(final: bytes) -> None:
    scram = Scram("pencil", "user", "rOprNGfwEbeRWgbNEkqO")
    scram.answer(FIRST)
    with pytest.raises(ScramError):
        scram.finish(final)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("plain", "plain"),
        ("I\u00adX", "IX"),
        ("\u2168", "IX"),
        ("a\u00a0b", "a b"),
        ("\u0627\u0031", "\u0627\u0031"),
        ("x\u0007\u00e9", "x\u0007\u00e9"),
    ],
)
def test_passwords_are_prepared(given: str, used: str) -> None:
    assert prepared(given) == used


@pytest.mark.parametrize(
    ("said", "who"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n", "HTTP"),
        (b"SSH-2.0-OpenSSH", "SSH"),
        (b"J\0\0\0\n8.0.36\0", "MySQL"),
        (b"-ERR wrong number", "Redis"),
        (b"220 mail ESMTP", "SMTP"),
        (b"\x15\x03\x01\x00\x02", "TLS"),
        (b"xyz", ""),
    ],
)
def test_others_are_known_by_their_first_words(said: bytes, who: str) -> None:
    assert speaker(said) == who
