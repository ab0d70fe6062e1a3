"""Who speaks: the first bytes of real protocols, and of none."""

from __future__ import annotations

import socket

import pytest

from farhand.deadline import Deadline
from farhand.wire import banner
from farhand.wire.tcp import Conn


@pytest.mark.parametrize(
    ("data", "protocol"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "ssh"),
        (b"HTTP/1.1 400 Bad Request\r\n", "http"),
        (b"220 mail.example ESMTP\r\n", "smtp"),
        (b"220 FTP ready\r\n", "ftp"),
        (b"J\0\0\0\x0a8.0.35\0", "mysql"),
        (b"E\0\0\0\x8fSFATAL\0", "postgres"),
        (b"\x15\x03\x01\0\x02\x02\x28", "tls"),
        (b"-NOAUTH Authentication required.\r\n", "redis"),
        (b"-ERR unknown command\r\n", "redis"),
        (b"AMQP\0\0\x09\x01", "amqp"),
        (b"\x00\xff\x13\x37", ""),
        (b"hello", ""),
        (b"", ""),
    ],
)
def test_protocols(data: bytes, protocol: str) -> None:
    assert banner.protocol_of(data) == protocol


def pair() -> tuple[Conn, socket.socket]:
    ours, theirs = socket.socketpair()
    return Conn(ours, Deadline(2)), theirs


def test_what_is_said_is_shown_without_control_characters() -> None:
    conn, theirs = pair()
    theirs.sendall(b"SSH-2.0-x\x1b[31m\r\n")
    seen = banner.sniff(conn, 1.0)
    assert (seen.result, seen.protocol, seen.shown) == ("data", "ssh", "SSH-2.0-x.[31m..")


def test_silence_and_the_two_ends() -> None:
    conn, theirs = pair()
    assert banner.sniff(conn, 0.1).result == "quiet"
    theirs.close()
    assert banner.sniff(conn, 0.1).result == "closed"


def test_a_question_may_be_asked() -> None:
    conn, theirs = pair()
    theirs.sendall(b"+PONG\r\n")
    assert banner.sniff(conn, 1.0, b"PING\r\n").protocol == "redis"
    assert theirs.recv(100) == b"PING\r\n"


def test_a_flood_is_cut() -> None:
    conn, theirs = pair()
    theirs.setblocking(False)
    theirs.send(b"x" * 100_000)
    assert len(banner.sniff(conn, 1.0).data) <= banner.HEAD
