"""One exchange against servers that answer in every odd way; all real, on loopback."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.deadline import Deadline
from farhand.wire.http import Answer, BadRequest, Request, date_offset, exchange, render
from farhand.wire.tcp import Conn, open_tcp

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ASK = Request("/ping", "api.lab.test")


@contextmanager
def server(talk: Callable[[socket.socket], None], heard: Callable[[bytes], None] = bool) -> Iterator[int]:
    """One connection, handled by `talk` once the request's head has come, which is given to `heard`."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        sock, _ = listener.accept()
        with sock:
            sock.settimeout(10)
            try:
                heard(sock.recv(65536))
                talk(sock)
            except OSError:
                pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.close()


def answer_to(data: bytes, seconds: float = 2.0, hold: bool = False, request: Request = ASK) -> Answer:
    done = threading.Event()

    def talk(sock: socket.socket) -> None:
        sock.sendall(data)
        if hold:
            done.wait(8)

    with server(talk) as port, open_tcp("127.0.0.1", port, Deadline(seconds)) as conn:
        answer = exchange(conn, request)
    done.set()
    return answer


def test_a_plain_answer() -> None:
    answer = answer_to(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nServer: x\r\n\r\nok", hold=True)
    assert (answer.status, answer.body, answer.problem, answer.header("server")) == (200, b"ok", "", "x")


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (CHUNKED + b"2;x=y\r\nok\r\n3\r\n, b\r\n0\r\n\r\n", b"ok, b"),
        (b"HTTP/1.0 200 OK\n\nto the end", b"to the end"),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", b"x"),
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", b""),
    ],
)
def test_every_form_of_body(data: bytes, body: bytes) -> None:
    answer = answer_to(data)
    assert (answer.body, answer.problem) == (body, "")


def test_an_empty_answer_ends_without_waiting() -> None:
    begun = time.monotonic()
    assert answer_to(b"HTTP/1.1 204 No Content\r\n\r\n", hold=True).status == 204
    assert time.monotonic() - begun < 1.0


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "closed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "truncated"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", "truncated"),
        (b"HTTP/1.1 200 OK\r\nServer: x", "truncated"),
        (b"SSH-2.0-OpenSSH_9.2p1\r\n", "garbage"),
        (b"\x15\x03\x01\x00\x02\x02\x46", "garbage"),
        (b"x" * 100000, "too_much"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 20000, "late"),
    ],
)
def test_every_way_to_break_off_has_its_word(data: bytes, problem: str) -> None:
    assert answer_to(data).problem == problem


def test_silence_and_a_drip_end_with_the_deadline() -> None:
    begun = time.monotonic()
    assert answer_to(b"", 0.4, hold=True).problem == "silent"
    assert answer_to(b"HTTP/1.1 200 OK\r\n", 0.4, hold=True).problem == "late"
    assert time.monotonic() - begun < 2.5


def test_a_body_is_read_no_further_than_wanted() -> None:
    with server(lambda s: s.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 500000)) as port:
        answer = exchange(open_tcp("127.0.0.1", port, Deadline(2)), ASK, limit=1000)
    assert (len(answer.body), answer.cut, answer.problem) == (1000, True, "")


@pytest.mark.parametrize(
    "request_",
    [
        Request("/a b", "h"),
        Request("/", "h", headers={"X": "a\r\nEvil: 1"}),
        Request("/", "h", headers={"X\r\n": "a"}),
        Request("/", "h", method="GET /x"),
    ],
)
def test_nothing_breaks_out_of_its_line(request_: Request) -> None:
    with pytest.raises(BadRequest) as caught:
        render(request_)
    assert "Evil" not in str(caught.value)


def test_the_offset_of_the_clock_comes_from_the_date() -> None:
    answer = answer_to(b"HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n")
    offset = date_offset(answer)
    assert abs(offset["offset_s"] - time.time()) < 5
    assert 0.5 <= offset["error_s"] < 2


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Foo 1970 00:00:00 GMT", "\x00"])
def test_an_odd_date_is_no_date(date: str) -> None:
    assert date_offset(Answer(200, headers=[("Date", date)], at=1.0)) == {}


def test_a_cached_answer_tells_no_time() -> None:
    headers = [("Date", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Age", "3600")]
    assert date_offset(Answer(200, headers=headers, at=1.0)) == {}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_end_in_an_answer(data: bytes, begun: bool) -> None:
    left, right = socket.socketpair()
    right.sendall((b"HTTP/1.1 200 OK\r\n" if begun else b"") + data)
    right.shutdown(socket.SHUT_WR)
    with Conn(left, Deadline(2)) as conn:
        answer = exchange(conn, ASK)
    right.close()
    assert answer.problem in ("", "closed", "reset", "truncated", "garbage", "too_much", "late")
