"""What the grpc check makes of answers and odd servers; the real faults are in the lab."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from farhand.checks import grpc
from farhand.checks._grpc import facts as of
from farhand.checks._grpc.spoken import headers_of, message, services_of, wanted
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.wire import h2, hpack
from tests.checks.servers import Serve

SETTINGS = h2.frame(h2.SETTINGS, 0, 0)
SERVING = b"\0\0\0\0\2\x08\1"


def look(port: int, timeout: float = 0.8, **settings: Any) -> Look:
    need = Dependency("orders", "grpc", {"url": f"grpc://127.0.0.1:{port}", **settings}, timeout=timeout)
    return Look(App("a"), need, Deadline(10 * timeout), Environment({}, "test"))


def headers(rows: Sequence[tuple[str, str]], stream: int = 1, ends: bool = False) -> bytes:
    flags = h2.END_HEADERS | (h2.END_STREAM if ends else 0)
    return h2.frame(h2.HEADERS, flags, stream, hpack.encode(rows))


def answered(body: bytes = SERVING, status: str = "0", said: str = "", stream: int = 1) -> bytes:
    first = [(":status", "200"), ("content-type", "application/grpc")]
    last = [("grpc-status", status), *([("grpc-message", said)] if said else [])]
    return headers(first, stream) + h2.frame(h2.DATA, 0, stream, body) + headers(last, stream, ends=True)


def scripted(answer: bytes, heard: list[bytes] | None = None) -> Callable[[socket.socket], None]:
    """A server that greets, and answers the first call with these bytes."""

    def talk(client: socket.socket) -> None:
        if not client.recv(65536):  # the look at the port alone
            return
        client.sendall(SETTINGS)
        said = b""
        while b"grpc-timeout" not in said:
            piece = client.recv(65536)
            if not piece:
                return
            said += piece
        if heard is not None:
            heard.append(said)
        client.sendall(answer)
        threading.Event().wait(2)

    return talk


def causes(row: Any) -> list[str]:
    return [finding.cause for finding in grpc.judge(row.stage, row.facts).findings]


def last(port: int, **settings: Any) -> Any:
    return list(grpc.probe(look(port, **settings)))[-1]


@pytest.mark.parametrize(
    ("code", "said", "cause"),
    [
        ("0", "", []),
        ("1", "", []),
        ("2", "", ["http.server_error"]),
        ("3", "bad", []),
        ("4", "", ["http.timeout"]),
        ("5", "", []),  # the server itself has no state, which is no fault
        ("7", "no role", ["http.forbidden"]),
        ("8", "slow down", ["http.rate_limited"]),
        ("8", "received message larger than max (9 vs. 4)", ["http.too_large"]),
        ("12", "unknown service grpc.health.v1.Health", []),
        ("13", "", ["http.server_error"]),
        ("14", "no healthy upstream", ["http.bad_gateway"]),
        ("16", "", ["http.unauthorized"]),
        ("99", "", []),
    ],
)
def test_a_status_is_told_by_its_number(serve: Serve, code: str, said: str, cause: list[str]) -> None:
    row = last(serve(scripted(answered(status=code, said=said))))
    assert row.stage == "health"
    assert causes(row) == cause


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (h2.frame(h2.RESET, 0, 1, b"\0\0\0\x0b"), "http.rate_limited"),
        (h2.frame(h2.RESET, 0, 1, b"\0\0\0\x0d"), "http.wrong_backend"),
        (h2.frame(h2.RESET, 0, 1, b"\0\0\0\2"), "http.server_error"),
        (h2.frame(h2.GOAWAY, 0, 0, b"\0\0\0\0\0\0\0\x0btoo_many_pings"), "http.rate_limited"),
        (h2.frame(h2.GOAWAY, 0, 0, b"\0\0\0\0\0\0\0\0"), "http.bad_gateway"),
        (headers([(":status", "302"), ("location", "https://login")], ends=True), "http.redirected"),
        (headers([(":status", "401"), ("server", "envoy")], ends=True), "http.unauthorized"),
        (headers([(":status", "404")], ends=True), "http.not_found"),
        (headers([(":status", "429")], ends=True), "http.rate_limited"),
        (headers([(":status", "504"), ("server", "awselb/2.0")], ends=True), "http.bad_gateway"),
        (headers([(":status", "200"), ("content-type", "application/grpc")])
         + h2.frame(h2.DATA, h2.END_STREAM, 1, SERVING), "http.wrong_backend"),
    ],
)  # fmt: skip
def test_a_call_that_is_refused_otherwise(serve: Serve, answer: bytes, cause: str) -> None:
    row = last(serve(scripted(answer)))
    assert causes(row) == [cause]
    if "too_many_pings" in answer.decode("latin-1"):
        assert "too_many_pings" in grpc.judge(row.stage, row.facts).says


def test_headers_in_several_frames_with_padding_and_what_goes_before(serve: Serve) -> None:
    block = hpack.encode([(":status", "200"), ("content-type", "application/grpc")])
    padded = b"\4" + bytes(5) + block[:10] + bytes(4)
    parts = headers([(":status", "103")])
    parts += h2.frame(h2.HEADERS, h2.PADDED | h2.PRIORITY, 1, padded)
    parts += h2.frame(h2.CONTINUATION, h2.END_HEADERS, 1, block[10:])
    parts += h2.frame(h2.PING, 0, 0, bytes(8)) + h2.frame(h2.DATA, h2.PADDED, 1, b"\2" + SERVING + b"\0\0")
    row = last(serve(scripted(parts + headers([("grpc-status", "0")], ends=True))))
    assert row.facts["services"] == [{"service": "", "answer": "grpc", "grpc": 0, "health": "SERVING"}]


def test_each_service_has_a_stream_and_the_worst_is_told(serve: Serve) -> None:
    heard: list[bytes] = []
    answers = answered() + answered(b"\0\0\0\0\2\x08\2", stream=3) + answered(b"", "5", stream=5)
    row = last(serve(scripted(answers, heard)), services=["a.A", "b.B", "c.C"])
    verdict = grpc.judge("health", row.facts)
    assert {finding.cause for finding in verdict.findings} == {"http.server_error", "http.not_found"}
    assert "b.B" in verdict.says
    assert "c.C" in verdict.says
    assert b"\x0a\3a.A" in heard[0]


def test_the_token_is_sent_and_kept_secret(serve: Serve) -> None:
    heard: list[bytes] = []
    asked = look(serve(scripted(answered(), heard)), token="s3cret", headers={"x-key": "k3y"})
    rows = list(grpc.probe(asked))
    assert b"Bearer s3cret" in heard[0]
    assert b"x-key" in heard[0]
    assert {"s3cret", "k3y"} <= asked.secrets
    assert "s3cret" not in repr(rows)
    assert "k3y" not in repr(rows)


def test_a_token_goes_to_nobody_who_does_not_speak_http2(serve: Serve) -> None:
    heard: list[bytes] = []

    def talk(client: socket.socket) -> None:
        heard.append(client.recv(65536))
        client.sendall(b"HTTP/1.1 400 Bad Request\r\nServer: envoy\r\nContent-Length: 0\r\n\r\n")

    row = last(serve(talk), token="s3cret")
    assert causes(row) == ["http.wrong_backend"]
    assert not any(b"s3cret" in said for said in heard)


def test_a_token_with_a_line_end_is_named_and_not_sent(serve: Serve) -> None:
    row = last(serve(scripted(answered())), token="s3cret\n")
    assert causes(row) == ["config.value_malformed"]
    assert "s3cret" not in repr(row)


@pytest.mark.parametrize(
    ("settings", "outcome"),
    [
        ({}, "warn"),
        ({"services": ["a.A"]}, "unknown"),
        ({"health": False}, "pass"),
        ({"health": True}, "fail"),
    ],
)
def test_a_server_without_the_health_service_is_judged_as_declared(
    serve: Serve, settings: dict[str, Any], outcome: str
) -> None:
    row = last(serve(scripted(answered(b"", "12"))), **settings)
    assert grpc.judge("health", row.facts).outcome == outcome


@pytest.mark.parametrize(
    ("status", "server", "cause"),
    [("400 Bad Request", "nginx/1.24", "http.wrong_backend"), ("200 OK", "", "tcp.wrong_service"),
     ("503 Service Unavailable", "", "http.bad_gateway"), ("426 Upgrade Required", "", "tcp.wrong_service")],
)  # fmt: skip
def test_who_speaks_http1_only(serve: Serve, status: str, server: str, cause: str) -> None:
    def talk(client: socket.socket) -> None:
        client.recv(1000)
        client.sendall(f"HTTP/1.1 {status}\r\nServer: {server}\r\nContent-Length: 0\r\n\r\n".encode())

    assert causes(last(serve(talk))) == [cause]


@pytest.mark.parametrize(
    "bad",
    [
        b"", b"\xff" * 100, b"\0", b"SSH-2.0-x\r\n", b"HTTP/1.1 2", b"\0\0\0\4\0\0\0\0\1",
        SETTINGS + b"\xff" * 9, SETTINGS + headers([(":status", "x")], ends=True),
        SETTINGS + h2.frame(h2.HEADERS, 4, 1, b"\xff" * 20),
        SETTINGS + h2.frame(h2.DATA, h2.PADDED, 1, b"\xff"),
        SETTINGS + h2.frame(h2.PUSH, 4, 1, b"1234"),
        SETTINGS + h2.frame(h2.CONTINUATION, 0, 1, bytes(16000)) * 9,
        SETTINGS + answered(b"\1\0\0\0\1x"), SETTINGS + answered(b"\0\0\0\0\2\x08\x63"),
        SETTINGS + answered(status="9" * 50), SETTINGS + answered(status="0", said="%zz%ff%0a"),
    ],
)  # fmt: skip
def test_a_look_at_an_odd_server_ends_with_a_verdict(serve: Serve, bad: bytes) -> None:
    def talk(client: socket.socket) -> None:
        client.recv(1000)
        client.sendall(bad)
        threading.Event().wait(3)

    row = last(serve(talk))
    assert grpc.judge(row.stage, row.facts).outcome in ("fail", "unknown", "pass")


def test_any_row_is_judged() -> None:
    rows: list[Any] = [{}, {"answer": "grpc"}, {"answer": "http", "status": None}, {"answer": "x"}, 5]
    for row in rows:
        assert grpc.judge("health", {"services": [row]}).says
    assert grpc.judge("health", {}).outcome == "unknown"


def test_names_of_services() -> None:
    assert services_of({"services": "a.B"}) == ("a.B",)
    assert services_of({"services": ["a.B", "a.B", "/c.D/", 'x";rm', "", "y" * 200]}) == ("a.B", "c.D")
    assert len(services_of({"services": [f"a.B{n}" for n in range(99)]})) == 20
    assert message("a.B") == b"\0\0\0\0\5\x0a\3a.B"
    assert message("") == bytes(5)


def test_a_token_may_name_its_own_way() -> None:
    assert headers_of({"token": "Basic YTpi"}) == (("authorization", "Basic YTpi"),)
    assert headers_of({"token": "t", "headers": {"X-Key": "k"}})[1] == ("x-key", "k")
    assert wanted({"token": "a\r\nb"}).broken_header == "authorization"


def test_bodies_that_are_no_state() -> None:
    assert of.health(b"") == ""
    assert of.health(bytes(5)) == "UNKNOWN"
    assert of.health(b"\0\0\0\0\2\x08\3") == "SERVICE_UNKNOWN"
    assert of.health(b"\0\0\0\0\3\x08\1\0") == ""
