"""The hosts of a cluster by DNS: what mongodb+srv:// stands for, asked and judged.

Rules of drivers: github.com/mongodb/specifications, initial-dns-seedlist-discovery.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import Any, Optional

from farhand.checks._mongodb.spoken import is_srv, options
from farhand.checks._service_meaning import fail
from farhand.look import Look
from farhand.model import PASS, UNKNOWN, Facts, Seen, Verdict
from farhand.target import Target
from farhand.wire import srv

Hosts = tuple[tuple[str, Optional[int]], ...]


def record(target: Target) -> str:
    """The name whose SRV record drivers ask for."""
    service = options(target.query).get("srvservicename") or "mongodb"
    return f"_{service}._tcp.{target.host.rstrip('.')}"


def ask(look: Look, target: Target) -> Generator[Seen, None, Optional[tuple[Hosts, str]]]:
    """Yields the `srv` stage; returns the hosts and the text of the TXT record."""
    if not is_srv(target):
        yield Seen("srv", {"not_applicable": "the address names its hosts itself"})
        return target.hosts or ((target.host, target.port),), ""
    rows = srv.ask(record(target), "SRV", look.stage())
    texts = srv.ask(target.host.rstrip("."), "TXT", look.stage(1.5)) if any(r.hosts for r in rows) else []
    facts = facts_of(target, [row.as_facts() for row in rows], [h for r in rows for h in r.hosts],
                     [t for r in texts for t in r.texts])  # fmt: skip
    yield Seen("srv", facts)
    return (tuple((host, port) for host, port in facts["hosts"]), facts["txt"]) if usable(facts) else None


def facts_of(
    target: Target, asked: Sequence[Mapping[str, Any]], hosts: Iterable[tuple[str, int]], texts: Sequence[str]
) -> dict[str, Any]:
    """Facts of the `srv` stage."""
    places = list(dict.fromkeys(hosts))
    foreign = [host for host, _ in places if not _same_domain(host, target.host)]
    found = [list(place) for place in places]
    facts = {"host": target.host, "name": record(target), "asked": list(asked), "hosts": found,
             "txt": texts[0] if texts else ""}  # fmt: skip
    return {**facts, "foreign": foreign} if foreign else facts


def _same_domain(host: str, cluster: str) -> bool:
    """Drivers take only hosts of the domain that the cluster's own name is in."""
    labels = cluster.lower().rstrip(".").split(".")
    return host.lower().endswith("." + ".".join(labels[1:] if len(labels) > 2 else labels))


def usable(facts: Facts) -> bool:
    return bool(facts.get("hosts")) and not facts.get("foreign")


def judge(facts: Facts) -> Verdict:
    params = {"host": facts.get("name")}
    hosts = facts.get("hosts") or ()
    if facts.get("foreign"):
        why = (
            f"{facts['name']} leads to {facts['foreign'][0]}, which is outside of the domain of "
            f"{facts.get('host')}: drivers refuse that"
        )
        return fail("mongodb.unavailable", 0.9, why, params)
    if hosts:
        named = ", ".join(f"{host}:{port}" for host, port in hosts[:4])
        return Verdict(PASS, f"{facts['name']} leads to {named}")
    return _missing(facts, params)


def _missing(facts: Facts, params: Mapping[str, Any]) -> Verdict:
    """By what the name servers say: the first word that any of them said."""
    asked = facts.get("asked") or ()
    said = {str(row.get("result")): str(row.get("server")) for row in reversed(asked)}
    name = facts.get("name")
    for word, cause, sure, why in _CAUSES:
        if word in said:
            return fail(
                cause, sure, why.format(server=said[word], name=name), {**params, "server": said[word]}
            )
    return Verdict(UNKNOWN, f"could not look for {name}: {', '.join(said) or 'there is no tool for it'}")


_CAUSES = (
    ("NXDOMAIN", "dns.nxdomain", 0.95,
     "{server} answers NXDOMAIN: there is no SRV record {name}, by which mongodb+srv:// finds its hosts"),
    ("NOERROR", "dns.no_address", 0.9, "{server} knows {name}, but has no SRV record for it"),
    ("REFUSED", "dns.refused", 0.9, "{server} refuses to answer for the SRV record {name}"),
    ("SERVFAIL", "dns.server_failure", 0.9, "{server} fails (SERVFAIL) for the SRV record {name}"),
    ("silent", "dns.timeout", 0.85, "{server} does not answer the question for the SRV record {name}"),
    ("unreachable", "dns.resolver_unreachable", 0.85, "the name server {server} cannot be reached"),
)  # fmt: skip
