"""What the oidc check makes of documents and key sets; the real faults are in the lab."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from farhand.checks import oidc
from farhand.checks._oidc import document
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency

KEY = {"kty": "RSA", "kid": "a", "use": "sig", "alg": "RS256", "n": "x", "e": "AQAB"}
Serve = Callable[[dict[str, bytes]], int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server of bodies by path; gives its port. PORT in a body is that port."""
    servers: list[ThreadingHTTPServer] = []

    def start(bodies: dict[str, bytes]) -> int:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = bodies.get(self.path)
                self.send_response(200 if body is not None else 404)
                self.end_headers()
                self.wfile.write((body or b"{}").replace(b"PORT", str(self.server.server_port).encode()))  # type: ignore[attr-defined]

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return int(server.server_address[1])

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def look(port: int, **settings: Any) -> Look:
    need = Dependency("login", "oidc", {"url": f"http://127.0.0.1:{port}", **settings}, timeout=1.0)
    return Look(App("a"), need, Deadline(10), Environment({}, "test"))


def site(keys: Any = None, **named: Any) -> dict[str, bytes]:
    base = "http://127.0.0.1:PORT"
    told = {"issuer": base, "jwks_uri": f"{base}/keys", "token_endpoint": f"{base}/token", **named}
    return {document.KNOWN: json.dumps(told).encode(), "/keys": json.dumps(keys or {"keys": [KEY]}).encode()}


def outcomes(look_: Look) -> dict[str, tuple[str, list[str]]]:
    rows = [row for row in oidc.probe(look_) if row.stage in oidc.OWN]
    judged = [(row.stage, oidc.judge(row.stage, row.facts)) for row in rows]
    return {stage: (verdict.outcome, [f.cause for f in verdict.findings]) for stage, verdict in judged}


def test_all_is_well(serve: Serve) -> None:
    assert outcomes(look(serve(site()), kid="a", alg="RS256")) == {stage: ("pass", []) for stage in oidc.OWN}


def test_the_address_may_be_that_of_the_document(serve: Serve) -> None:
    port = serve(site())
    assert outcomes(look(port, url=f"http://127.0.0.1:{port}{document.KNOWN}"))["discovery"] == ("pass", [])


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:PORT/", "https://127.0.0.1:PORT", "http://other", ""])
def test_the_issuer_is_compared_to_the_letter(serve: Serve, issuer: str) -> None:
    assert outcomes(look(serve(site(issuer=issuer))))["discovery"] == ("fail", ["oidc.issuer"])


@pytest.mark.parametrize(
    ("keys", "settings"),
    [
        ({"keys": []}, {}),
        ({"keys": [{**KEY, "use": "enc"}]}, {}),
        ({"keys": [KEY]}, {"alg": "ES256"}),
        ({"keys": [KEY]}, {"kid": "b"}),
        ({"keys": ["a", 5, None]}, {}),
    ],
)
def test_a_key_must_fit(serve: Serve, keys: Any, settings: dict[str, str]) -> None:
    assert outcomes(look(serve(site(keys)), **settings))["keys"] == ("fail", ["oidc.keys"])


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1:1/keys", "http://keys.invalid/keys", "ftp://a/", "http://[", 5]
)
def test_the_keys_may_be_out_of_reach(serve: Serve, place: Any) -> None:
    outcome, _ = outcomes(look(serve(site(jwks_uri=place))))["keys"]
    assert outcome in ("fail", "unknown")


@pytest.mark.parametrize(
    "bad", [b"", b"[" * 100000, b"[]", b'{"issuer": 5}', b"\xff", b"<html>", b'{"issuer": ["a"]}']
)
def test_odd_documents_end_with_a_verdict(serve: Serve, bad: bytes) -> None:
    assert outcomes(look(serve({document.KNOWN: bad}))) == {"discovery": ("fail", ["http.unexpected_body"])}
