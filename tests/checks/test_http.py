"""The http stage from end to end on loopback: statuses, redirects, bodies, and what is never sent where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farhand.checks import http
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Seen, Verdict
from tests.lab import odd_server
from tests.wire.test_http import server
from tests.wire.test_tls import Servers


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    made = Servers(tmp_path)
    yield made
    made.stop()


def asked(url: str, env: dict[str, str] | None = None, **settings: Any) -> list[Seen]:
    need = Dependency("api", "http", {"url": url, **settings}, timeout=1.5)
    look = Look(App("x"), need, Deadline(9), Environment(env or {}, "a test"))
    return list(http.probe(look))


def verdict(url: str, **settings: Any) -> Verdict:
    last = asked(url, **settings)[-1]
    assert last.stage == "http", last
    return http.judge("http", last.facts)


def causes(verdict: Verdict) -> list[str]:
    return [finding.cause for finding in verdict.findings]


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("status", "body", "settings", "cause"),
    [
        ("200 OK", "{}", {}, ""),
        ("204 No Content", "", {"expect": [200, 204]}, ""),
        ("401 Unauthorized", "", {"expect": 401}, ""),
        ("201 Created", "{}", {"expect": "2xx"}, ""),
        ("200 OK", "pong", {"expect_body": "pong"}, ""),
        ("200 OK", "pong", {"expect_body": "alive"}, "http.unexpected_body"),
        ("200 OK", "<html>hello", {"expect_json": True}, "http.unexpected_body"),
        ("200 OK", "{}", {"expect": 204}, "http.unexpected_body"),
        ("400 Bad Request", "Request Header Or Cookie Too Large", {}, "http.too_large"),
        ("401 Unauthorized", "", {}, "http.unauthorized"),
        ("403 Forbidden", "{}", {}, "http.forbidden"),
        ("404 Not Found", "", {}, "http.not_found"),
        ("413 Payload Too Large", "", {}, "http.too_large"),
        ("429 Too Many Requests", "", {}, "http.rate_limited"),
        ("500 Internal Server Error", "", {}, "http.server_error"),
        ("502 Bad Gateway", "", {}, "http.bad_gateway"),
        ("503 Service Unavailable", "", {}, "http.bad_gateway"),
        ("503 Slow Down", "<Error><Code>SlowDown</Code>rate limit</Error>", {}, "http.rate_limited"),
        ("504 Gateway Timeout", "", {}, "http.bad_gateway"),
    ],
)
def test_every_status(servers: Servers, status: str, body: str, settings: dict[str, Any], cause: str) -> None:
    port = servers.start(answer=odd_server.answer(status, body, JSON))
    assert causes(verdict(f"http://127.0.0.1:{port}/x", **settings)) == ([cause] if cause else [])


def test_a_web_page_is_no_fault_where_no_api_is_asked(servers: Servers) -> None:
    page = "<html><title>Intranet</title>Sign in</html>"
    port = servers.start(answer=odd_server.answer("200 OK", page, {"Content-Type": "text/html"}))
    assert verdict(f"http://127.0.0.1:{port}/").outcome == "pass"


def test_over_tls_with_the_apps_own_store(servers: Servers) -> None:
    seen = asked(f"https://localhost:{servers.tls()}/x", {"SSL_CERT_FILE": servers.ca})
    assert [s.stage for s in seen] == ["config", "proxy", "dns", "tcp", "tls", "http"]
    assert http.judge("http", seen[-1].facts).outcome == "pass"


def test_a_client_certificate_that_is_missed_after_the_handshake(servers: Servers) -> None:
    port = servers.tls(client_ca=servers.ca)
    seen = asked(f"https://localhost:{port}/x", {"SSL_CERT_FILE": servers.ca})
    assert causes(http.judge("http", seen[-1].facts)) == ["tls.client_cert"]


def test_plain_http_to_a_tls_port(servers: Servers) -> None:
    assert causes(verdict(f"http://localhost:{servers.tls()}/x")) == ["tls.not_tls"]


def test_a_credential_goes_to_the_declared_host_only(servers: Servers) -> None:
    heads: list[bytes] = []

    def talk(sock: Any) -> None:
        sock.sendall(odd_server.answer("200 OK", "{}", JSON).encode())

    with server(talk, heads.append) as port:
        away = odd_server.answer("302 Found", "", {"Location": f"http://localhost:{port}/next?a=b"})
        first = servers.start(answer=away)
        url = f"http://user:s3cretword@127.0.0.1:{first}/x"
        seen = asked(url, {"KEY": "k-1234567890"}, headers={"X-Key": "${KEY}"})
    facts = seen[-1].facts
    assert (facts["status"], facts["hops"][0]["dropped_login"]) == (200, True)
    assert heads
    assert b"GET /next?a=b HTTP/1.1" in heads[0]
    assert b"k-1234567890" not in heads[0]
    assert b"uthorization" not in heads[0]
    assert "s3cretword" not in json.dumps([dict(s.facts) for s in seen])


def test_a_loop_ends(servers: Servers) -> None:
    answer = odd_server.answer("302 Found", "", {"Location": "/x"})
    assert causes(verdict(f"http://127.0.0.1:{servers.start(answer=answer)}/x")) == ["http.redirected"]


def test_a_redirect_to_nowhere(servers: Servers) -> None:
    answer = odd_server.answer("302 Found", "", {"Location": "http://127.0.0.1:1/"})
    assert causes(verdict(f"http://127.0.0.1:{servers.start(answer=answer)}/x")) == ["http.redirected"]


def test_the_clock_of_the_peer_is_noted(servers: Servers) -> None:
    answer = odd_server.answer("200 OK", "{}", {**JSON, "Date": "Thu, 01 Jan 2015 00:00:00 GMT"})
    facts = asked(f"http://127.0.0.1:{servers.start(answer=answer)}/x")[-1].facts
    assert facts["peer_clock"]["peer"] == "api"
    assert facts["peer_clock"]["offset_s"] > 3e8


def test_a_header_that_breaks_its_line_is_not_sent(servers: Servers) -> None:
    port = servers.start()
    seen = asked(f"http://127.0.0.1:{port}/x", {"KEY": "abc\ndef-secret"}, headers={"X-Key": "${KEY}"})
    last = seen[-1]
    assert "def-secret" not in json.dumps([dict(s.facts) for s in seen])
    assert last.stage == "config" or causes(http.judge("http", last.facts)) == ["config.value_malformed"]


def test_facts_of_any_shape_are_judged_without_an_error() -> None:
    for facts in ({}, {"status": 0}, {"status": 999, "hops": [{}]}, {"problem": "new"}):
        assert http.judge("http", facts).outcome == "fail"
