"""The tls stage from end to end on loopback: what it yields, what it returns, what it means."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farhand.checks import tls
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Seen, Verdict
from tests.lab import pki
from tests.wire.test_tls import Servers


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    made = Servers(tmp_path)
    yield made
    made.stop()


def secured(port: int, env: dict[str, str], settings: dict[str, Any] | None = None) -> tuple[Seen, Any]:
    need = Dependency("api", "tls", timeout=1.5)
    look = Look(App("x"), need, Deadline(8), Environment(env, "a test"))
    steps = tls.secure(look, ("127.0.0.1", port), "localhost", settings or {})
    seen = next(steps)
    try:
        next(steps)
    except StopIteration as end:
        return seen, end.value
    raise AssertionError("it yields one stage only")


def found(seen: Seen) -> Verdict:
    return tls.judge("tls", seen.facts)


def causes(seen: Seen) -> list[str]:
    return [finding.cause for finding in found(seen).findings]


def test_a_good_server_gives_a_connection_inside_tls(servers: Servers) -> None:
    seen, conn = secured(servers.tls(), {"SSL_CERT_FILE": servers.ca})
    conn.send(b"GET / HTTP/1.1\r\n\r\n")
    assert conn.read_until(b"\r\n").startswith(b"HTTP/1.1 200")
    conn.close()
    assert found(seen).outcome == "pass"


def test_the_store_is_that_of_the_app_and_not_of_this_process(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", servers.ca)
    seen, conn = secured(servers.tls(), {})
    assert conn is None
    assert causes(seen) == ["tls.unknown_ca"]


def test_a_declared_authority_is_enough(servers: Servers) -> None:
    seen, conn = secured(servers.tls(), {}, {"ca_file": servers.ca})
    conn.close()
    assert found(seen).outcome == "pass"


@pytest.mark.parametrize(("client", "good"), [("requests", True), ("httpx", False), ("urllib", False)])
def test_each_library_has_its_own_store(servers: Servers, client: str, good: bool) -> None:
    seen, conn = secured(servers.tls(), {"REQUESTS_CA_BUNDLE": servers.ca}, {"client": client})
    if conn:
        conn.close()
    assert (conn is not None) is good
    assert causes(seen) == ([] if good else ["tls.unknown_ca"])


def test_an_authority_that_only_requests_knows_is_a_warning(servers: Servers) -> None:
    seen, _ = secured(servers.tls(), {"REQUESTS_CA_BUNDLE": servers.ca})
    assert (found(seen).outcome, causes(seen)) == ("warn", ["tls.unknown_ca"])
    assert "requests" in found(seen).findings[0].why


def test_without_the_apps_environment_a_stranger_is_not_judged(servers: Servers) -> None:
    look = Look(App("x"), Dependency("api", "tls"), Deadline(8), None, "give --pid")
    seen = next(tls.secure(look, ("127.0.0.1", servers.tls()), "localhost", {}))
    assert "give --pid" in seen.unknown


def test_a_certificate_that_ends_soon_is_a_warning_without_a_cause(servers: Servers) -> None:
    pair = pki.write(servers.folder, "soon", pki.leaf(("localhost",), by=servers.root, days=(-9, 5)))
    seen, conn = secured(servers.tls(pair), {"SSL_CERT_FILE": servers.ca})
    conn.close()
    assert (found(seen).outcome, causes(seen)) == ("warn", [])


def test_verification_that_the_app_leaves_out_is_left_out(servers: Servers) -> None:
    seen, conn = secured(servers.tls(), {}, {"verify": False})
    conn.close()
    assert (found(seen).outcome, causes(seen)) == ("warn", [])


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        ({"on_hello": "close"}, "tls.handshake_cut"),
        ({"on_hello": "reset"}, "tls.handshake_cut"),
        ({"on_hello": "mute"}, "tls.handshake_cut"),
        ({"on_hello": "SSH-2.0-OpenSSH_9.2p1\r\n"}, "tcp.wrong_service"),
        ({"on_hello": "HTTP/1.1 400 Bad Request\r\n\r\n"}, "tls.not_tls"),
        ({}, "tls.not_tls"),
    ],
)
def test_what_is_no_tls_is_named_in_time(servers: Servers, options: dict[str, Any], cause: str) -> None:
    begun = time.monotonic()
    seen, conn = secured(servers.start(**options), {})
    assert conn is None
    assert causes(seen) == [cause]
    assert time.monotonic() - begun < 5


def test_facts_without_anything_are_unknown_not_wrong() -> None:
    assert tls.judge("tls", {}).outcome == "unknown"


@pytest.mark.parametrize(
    ("issuer", "url", "root", "cause"),
    [
        ("Lab Root CA", "", "", "tls.unknown_ca"),
        ("Lab Issuing CA 1", "", "O=Lab, CN=Lab Root CA", "tls.incomplete_chain"),
        ("R11", "http://r11.i.lencr.org/", "", "tls.incomplete_chain"),
        ("Company CA", "http://pki.company.test/ca.crt", "", "tls.unknown_ca"),
        ("Zscaler Intermediate Root CA", "", "", "tls.intercepted"),
    ],
)
def test_an_unknown_issuer_is_told_apart_by_the_chain(issuer: str, url: str, root: str, cause: str) -> None:
    chain = [{"issuer": f"CN={issuer}", "issuer_cn": issuer, "ca_issuers": [url] if url else []}]
    facts = {"host": "x", "port": 443, "result": "untrusted", "verify": {"code": 20}, "chain": chain,
             "related_root": root, "store": {"name": "ssl"}}  # fmt: skip
    assert [f.cause for f in tls.judge("tls", facts).findings] == [cause]
