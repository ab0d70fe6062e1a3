"""What the s3 check makes of signatures, addresses and odd servers; the real faults are in the lab."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable, Iterator

import pytest

from farhand.checks import s3
from farhand.checks._s3 import command as asked
from farhand.checks._s3.codes import meaning
from farhand.checks._s3.store import numbered, store_of
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Verdict
from farhand.target import read_target
from farhand.wire import s3 as wire
from farhand.wire.s3 import Keys

#: The key, the moment and the bucket of the examples in the documents of Amazon ("Signature Calculations for
#: the Authorization Header: Transferring Payload in a Single Chunk").
KEYS = Keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
AT, HOST = 1369353600.0, "examplebucket.s3.amazonaws.com"


@pytest.mark.parametrize(
    ("query", "signature"),
    [
        ("lifecycle=", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ],
)
def test_the_signature_is_that_of_the_documents(query: str, signature: str) -> None:
    made = wire.signed(HOST, "/", query, KEYS, "us-east-1", AT)
    assert made["Authorization"].endswith(f"Signature={signature}")
    assert made["x-amz-date"] == "20130524T000000Z"


def test_sh_signs_as_python_does() -> None:
    """Also with a token, and with a secret key longer than the block of the digest."""
    for keys in (KEYS, Keys("AKIA", "s" * 75, "token/with+signs==")):
        wanted = wire.signed(HOST, "/", "max-keys=2&prefix=J", keys, "us-east-1", AT)["Authorization"]
        told = f"""
fh_has() {{ command -v "$1" >/dev/null 2>&1; }}
date() {{ echo 20130524T000000Z; }}
{asked._SIGN}
fh_none={wire.EMPTY}; fh_asked_host={HOST}; fh_path=/; fh_query='max-keys=2&prefix=J'; fh_region=us-east-1
fh_key={keys.access}; fh_secret={keys.secret}; set_session_token={keys.token}
fh_sign; printf %s "$fh_auth"
"""
        done = subprocess.run(["sh"], input=told, capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout == wanted


def test_sh_escapes_as_python_does() -> None:
    text = "für / 2026+a&b=c~*'%-._"
    done = subprocess.run(
        ["sh", "-c", f'export LC_ALL=C; {asked._SIGN}\nfh_pct "$1"', "-", text],
        capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    assert done.stdout == wire.escaped(text)


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        ({"url": "http://minio:9000", "bucket": "b"}, "http://minio:9000/b"),
        ({"url": "http://minio:9000/b"}, "http://minio:9000/b"),
        ({"url": "http://gw/store/", "bucket": "b"}, "http://gw:80/store/b"),
        ({"url": "https://minio", "bucket": "b", "style": "virtual"}, "https://b.minio:443/"),
        ({"url": "s3://logs/2026/", "region": "eu-west-1"}, "https://logs.s3.eu-west-1.amazonaws.com:443/"),
        ({"url": "https://s3.eu-west-1.amazonaws.com", "bucket": "a.b"},
         "https://s3.eu-west-1.amazonaws.com:443/a.b"),
        ({"url": "https://logs.s3.amazonaws.com"}, "https://logs.s3.amazonaws.com:443/"),
        ({"host": "minio", "port": 9000, "scheme": "http", "bucket": "b"}, "http://minio:9000/b"),
        ({"url": "http://[::1]:9000", "bucket": "b"}, "http://[::1]:9000/b"),
    ],
)  # fmt: skip
def test_where_it_is_asked(settings: dict[str, object], url: str) -> None:
    store = store_of(read_target(settings, "s3"), settings)
    assert store.url.partition("?")[0] == url


def test_the_region_stands_in_the_address_of_amazon() -> None:
    for host, region in (("s3.eu-central-1.amazonaws.com", "eu-central-1"), ("s3.amazonaws.com", "us-east-1"),
                         ("s3.dualstack.us-west-2.amazonaws.com", "us-west-2"),
                         ("s3-ap-south-1.amazonaws.com", "ap-south-1")):  # fmt: skip
        settings = {"url": f"https://{host}", "bucket": "b"}
        assert store_of(read_target(settings, "s3"), settings).region == region
    settings = {"url": "http://10.0.0.1:9000", "bucket": "b", "style": "virtual"}
    assert numbered(store_of(read_target(settings, "s3"), settings))


@pytest.mark.parametrize(
    ("code", "message", "offset", "cause"),
    [
        ("SignatureDoesNotMatch", "", 3.0, "s3.misconfigured"),
        ("SignatureDoesNotMatch", "", -1200.0, "clock.skew"),
        ("AccessDenied", "Request has expired", None, "clock.skew"),
        ("AccessDenied", "Access Denied", None, "http.forbidden"),
        ("InvalidAccessKeyId", "", -1200.0, "http.unauthorized"),
        ("SomethingNew", "", None, "s3.misconfigured"),
    ],
)
def test_codes(code: str, message: str, offset: float | None, cause: str) -> None:
    assert meaning(code, message, offset).cause == cause


def test_an_answer_is_xml_of_a_store_or_nothing() -> None:
    assert wire.answer_of("<Error><Code>A</Code><Message>b &quot;c&quot;\n d</Message></Error>") == {
        "root": "Error", "Code": "A", "Message": 'b "c" d'}  # fmt: skip
    assert wire.answer_of("<!DOCTYPE html><html><Code>A</Code>") == {}
    assert wire.answer_of("{}") == {}
    assert wire.answer_of("") == {}


# Odd servers -------------------------------------------------------------------------------------


@pytest.fixture
def serve() -> Iterator[Callable[[bytes, bool], int]]:
    """Starts a server that answers each connection with the same bytes, without end if told so."""
    listeners: list[socket.socket] = []

    def start(said: bytes, endless: bool = False) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def talk(client: socket.socket) -> None:
            try:
                with client:
                    client.recv(65536)
                    client.sendall(said)
                    while endless:
                        client.sendall(b"x" * 4096)
            except OSError:
                pass

        def accept() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=talk, args=(client,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return int(listener.getsockname()[1])

    yield start
    for listener in listeners:
        listener.close()


def verdict_of(port: int, **settings: object) -> Verdict:
    told = {
        "url": f"http://127.0.0.1:{port}",
        "bucket": "b",
        "user": "AKIA",
        "password": "secret",
        **settings,
    }
    need = Dependency("store", "s3", told, timeout=0.6)
    look = Look(App("a"), need, Deadline(6.0), Environment({}, "test"))
    rows = [seen for seen in s3.probe(look) if seen.stage == "bucket"]
    assert len(rows) == 1
    assert "secret" not in str(rows[0].facts)
    return s3.judge("bucket", rows[0].facts)


HEAD = b"HTTP/1.1 %s\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("said", "endless", "cause"),
    [
        (b"", False, "tcp.reset"),
        (b"\x00\xff\xfe rubbish", False, "tcp.wrong_service"),
        (b"HTTP/1.1 200 OK\r\n", True, "http.timeout"),
        (HEAD % b"200 OK", False, "http.wrong_backend"),
        (HEAD % b"200 OK" + b"<ListBucketRes", False, "http.wrong_backend"),
        (HEAD % b"200 OK" + b"<Error><Code>InternalError</Code></Error>", False, "http.server_error"),
        (HEAD % b"403 Forbidden" + b"<Error><Code>AccessDenied", False, "http.forbidden"),
        (b"HTTP/1.1 301 Moved\r\nx-amz-bucket-region: eu-west-1\r\n\r\n", False, "s3.misconfigured"),
        (HEAD % b"404 Not Found" + b"<Error><Code>" + b"A" * 100000, False, "s3.misconfigured"),
        (HEAD % b"503 Busy" + b"<Error><Code>SlowDown</Code></Error>", False, "http.rate_limited"),
    ],
)
def test_odd_servers_end_in_a_verdict(
    serve: Callable[[bytes, bool], int], said: bytes, endless: bool, cause: str
) -> None:
    verdict = verdict_of(serve(said, endless))
    assert [finding.cause for finding in verdict.findings] == [cause]


def test_a_key_with_a_line_end_is_never_sent(serve: Callable[[bytes, bool], int]) -> None:
    verdict = verdict_of(serve(b"", False), session_token="a\r\nX: y")
    assert verdict.findings
    assert verdict.findings[0].cause == "config.value_malformed"


def test_without_a_key_nothing_is_said_of_rights(serve: Callable[[bytes, bool], int]) -> None:
    port = serve(HEAD % b"403 Forbidden" + b"<Error><Code>AccessDenied</Code></Error>", False)
    assert verdict_of(port, user="", password="").outcome == "unknown"
    port = serve(HEAD % b"404 Not Found" + b"<Error><Code>NoSuchBucket</Code></Error>", False)
    assert verdict_of(port, user="", password="").findings[0].cause == "s3.misconfigured"
