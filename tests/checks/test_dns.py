"""The dns check: what it makes of names of all kinds, and of facts of all kinds."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from farhand.checks import dns
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import FAIL, PASS, App, Dependency, Seen
from farhand.wire import resolver


def look(host: str, **settings: Any) -> Look:
    return Look(App("test"), Dependency("api", "dns", {"host": host, **settings}), Deadline(5))


def found(host: str, **settings: Any) -> tuple[str, tuple[str, ...], Seen]:
    """Outcome, causes and the `dns` stage of a real look-up."""
    seen = [s for s in dns.probe(look(host, **settings)) if s.stage == "dns"][-1]
    verdict = dns.judge("dns", seen.facts)
    return verdict.outcome, tuple(f.cause for f in verdict.findings), seen


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "fe80::1"])
def test_an_address_needs_no_look_up(host: str) -> None:
    begun = time.monotonic()
    outcome, causes, seen = found(host)
    assert (outcome, causes, seen.facts["addresses"]) == (PASS, (), [host])
    assert time.monotonic() - begun < 0.2


def test_localhost_is_asked_of_no_server() -> None:
    outcome, _, seen = found("localhost")
    assert outcome == PASS
    assert seen.facts["asked"] == []


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".test", "two words", "user@host"])
def test_what_can_be_no_name_is_a_matter_of_the_url(host: str) -> None:
    stages = list(dns.resolve(look(host), host))
    verdict = dns.judge("dns", stages[0].facts)
    assert [f.cause for f in verdict.findings] == ["config.url_malformed"]


def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resolv: str, hosts: str = "") -> None:
    for name, text in (("RESOLV_CONF", resolv), ("HOSTS", hosts)):
        (tmp_path / name).write_text(text)
        monkeypatch.setattr(resolver, name, str(tmp_path / name))


def test_a_declared_address_must_be_the_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("127.0.0.1", expect="127.0.0.1")[0] == PASS
    facts = {**found("localhost")[2].facts, "expect": ["10.0.0.1"]}
    assert [f.cause for f in dns.judge("dns", facts).findings] == ["dns.wrong_address"]


def test_a_closed_name_server_is_found_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files(tmp_path, monkeypatch, "nameserver 127.9.9.9\n")
    facts = {**_inquiry("api.lab.test"), "addresses": []}
    assert [f.cause for f in dns.judge("dns", facts).findings] == ["dns.resolver_unreachable"]


def _inquiry(host: str) -> dict[str, Any]:
    stages = list(dns.resolve(look(host), host))
    return dict(stages[0].facts)


def row(result: str, kind: str = "A", server: str = "10.0.0.53", **more: Any) -> dict[str, Any]:
    return {"server": server, "name": "x", "type": kind, "result": result, "addresses": [], "ms": 1.0, **more}


def facts(*rows: dict[str, Any], addresses: tuple[str, ...] = (), **library: Any) -> dict[str, Any]:
    told = {"ms": 5.0, "late": False, "error": "EAI_AGAIN", "addresses": list(addresses), **library}
    servers = list(dict.fromkeys(r["server"] for r in rows))
    return {
        "host": "x",
        "addresses": list(addresses),
        "library": told,
        "servers": servers,
        "asked": list(rows),
    }


LIVING = {"addresses": ["10.0.0.1"]}


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        # the first server that is decisive counts; those that fail are passed over
        (facts(row("SERVFAIL"), row("NXDOMAIN", server="b")), "dns.nxdomain"),
        (facts(row("NXDOMAIN"), row("NOERROR", server="b", **LIVING)), "dns.nxdomain"),
        (facts(row("NOERROR"), row("NOERROR", "AAAA")), "dns.no_address"),
        (facts(row("silent"), row("SERVFAIL", server="b")), "dns.server_failure"),
        (facts(row("REFUSED"), row("silent", server="b")), "dns.refused"),
        (facts(row("NOTIMP"), row("NOTIMP", "AAAA")), "dns.server_failure"),
        (facts(row("NOERROR", **LIVING), row("SERVFAIL", "AAAA")), "dns.server_failure"),
        (facts(row("NOERROR", **LIVING), row("silent", "AAAA")), "dns.slow"),
        (facts(row("unreachable", errno="ECONNREFUSED"), row("silent", server="b")), "dns.timeout"),
        (facts(row("unreachable", errno="ENETUNREACH")), "dns.resolver_unreachable"),
        (facts(row("unreachable", errno="EHOSTUNREACH")), "dns.timeout"),
        (facts(row("NOERROR", truncated=True, tcp="ECONNREFUSED")), "dns.timeout"),
        ({**facts(row("NOERROR", **LIVING)), "sources": ["files"]}, "dns.resolver_unreachable"),
        (facts(row("silent", note="an answer was thrown away: it is too short")), "dns.timeout"),
    ],
)
def test_why_nothing_is_found(given: dict[str, Any], cause: str) -> None:
    verdict = dns.judge("dns", given)
    assert verdict.outcome == FAIL
    assert [f.cause for f in verdict.findings] == [cause]


def test_a_rule_on_this_host_is_the_platforms() -> None:
    finding = dns.judge("dns", facts(row("unreachable", errno="EPERM"))).findings[0]
    assert (finding.cause, finding.owner) == ("dns.timeout", "customer-platform")


@pytest.mark.parametrize(
    ("given", "causes"),
    [
        (facts(row("NOERROR", ms=950, **LIVING), addresses=("10.0.0.1",), ms=951.0), ["dns.slow"]),
        (facts(row("NOERROR", ms=400, **LIVING), addresses=("10.0.0.1",), ms=401.0), []),
        # a busy machine: the library took its time, the servers did not
        (facts(row("NOERROR", **LIVING), addresses=("10.0.0.1",), ms=1200.0), []),
        (facts(row("NOERROR", **LIVING), addresses=("10.0.0.1",), late=True), ["dns.slow"]),
        # a dead second server that nobody waits for
        (facts(row("NOERROR", **LIVING), row("silent", server="b"), addresses=("10.0.0.1",)), []),
    ],
)
def test_slow_is_what_somebody_waits_for(given: dict[str, Any], causes: list[str]) -> None:
    assert [f.cause for f in dns.judge("dns", given).findings] == causes


def test_tcp_only_and_tcp_is_shut() -> None:
    given = facts(row("NOERROR", tcp="silent", **LIVING), row("NOERROR", "AAAA"), late=True)
    finding = dns.judge("dns", {**given, "only_tcp": True}).findings[0]
    assert (finding.cause, "use-vc" in finding.why) == ("dns.timeout", True)


def test_one_closed_server_speaks_for_the_others_whose_tcp_port_is_closed() -> None:
    closed = row("unreachable", errno="ECONNREFUSED", icmp={"kind": "port", "box": "10.77.2.2"})
    closed["server"] = "10.77.2.2"
    quiet = row("silent", server="b", tcp="ECONNREFUSED")
    assert [f.cause for f in dns.judge("dns", facts(closed, quiet)).findings] == ["dns.resolver_unreachable"]
    assert [f.cause for f in dns.judge("dns", facts(quiet)).findings] == ["dns.timeout"]


def test_no_port_is_left_to_ask_from() -> None:
    given = facts(row("unreachable", errno="EAGAIN"))
    assert [f.cause for f in dns.judge("dns", given).findings] == ["tcp.ports_exhausted"]


def test_a_keyword_counts_at_the_beginning_of_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files(tmp_path, monkeypatch, " nameserver 10.0.0.1\nnameserver\t10.0.0.2 # two\n; nameserver 10.0.0.3\n")
    assert resolver.setup().servers == ("10.0.0.2",)


def test_a_silent_search_domain() -> None:
    given = facts(row("NOERROR", **LIVING), addresses=("10.0.0.1",), ms=3000.0)
    given["expanded"] = [row("silent")]
    assert [f.cause for f in dns.judge("dns", given).findings] == ["dns.search_domain"]


def test_the_command_quotes_what_it_is_given() -> None:
    assert "set_host='x; rm -rf ~'" in dns.command("api", {"host": "x; rm -rf ~"}).script
    made = dns.command("api", {"url": "https://user:geheim@api.lab.test:8443/x"}).script
    assert "fh_host=api.lab.test " in made
    assert not any("geheim" in line for line in made.splitlines() if line.startswith("echo"))


def test_nothing_is_read_from_foreign_text() -> None:
    assert list(dns.read("nothing of ours\n-- getent\n")) == []
