"""SNTP against real answers of a server on loopback: right, late, refused, forged."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from farhand.deadline import Deadline
from farhand.wire import ntp
from farhand.wire.tcp import Late


def stamp(seconds: float) -> bytes:
    whole = int(seconds) + ntp.TO_UNIX
    return struct.pack("!II", whole & 0xFFFFFFFF, int(seconds % 1 * 2**32))


def answer(
    question: bytes, ahead: float, stratum: int = 2, leap: int = 0, mark: bytes | None = None
) -> bytes:
    now = time.time() + ahead
    head = bytes([leap << 6 | 4 << 3 | 4, stratum, 6, 0xEC]) + b"\0" * 8 + b"DENY" + stamp(now)
    return head + (question[40:48] if mark is None else mark) + stamp(now) + stamp(now)


@contextmanager
def server(reply: Callable[[bytes], list[bytes]]) -> Iterator[int]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))

        def serve() -> None:
            try:
                data, peer = sock.recvfrom(512)
                for packet in reply(data):
                    sock.sendto(packet, peer)
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        yield sock.getsockname()[1]


@pytest.mark.parametrize("ahead", [0.0, 600.0, -3600.0, 40 * 365 * 86400.0])
def test_the_offset_has_the_sign_of_our_own_clock(ahead: float) -> None:
    with server(lambda q: [answer(q, ahead)]) as port:
        seen = ntp.ask("127.0.0.1", Deadline(2), port)
    assert abs(seen["offset_s"] + ahead) < 0.2
    assert seen["error_s"] < 0.5


def test_an_answer_to_another_question_is_passed_over() -> None:
    with server(lambda q: [answer(q, 600, mark=b"12345678"), b"x", answer(q, 5)]) as port:
        assert abs(ntp.ask("127.0.0.1", Deadline(2), port)["offset_s"] + 5) < 0.2


@pytest.mark.parametrize("told", [{"stratum": 0}, {"stratum": 16}, {"leap": 3}])
def test_a_server_without_time_is_no_peer(told: dict[str, int]) -> None:
    with server(lambda q: [answer(q, 0, **told)]) as port, pytest.raises(ntp.Refused):
        ntp.ask("127.0.0.1", Deadline(2), port)


def test_silence_ends_with_the_deadline() -> None:
    begun = time.monotonic()
    with server(lambda q: []) as port, pytest.raises(Late):
        ntp.ask("127.0.0.1", Deadline(0.2), port)
    assert time.monotonic() - begun < 1.0


def test_a_closed_port_is_told_at_once() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        ntp.ask("127.0.0.1", Deadline(2), port)
