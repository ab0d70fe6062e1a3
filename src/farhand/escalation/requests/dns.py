"""A change at the name servers: a record, a zone, a forwarder, or leave to ask them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "DNS change"
TERMS = "A name that {product} needs is not looked up as it should be."
_ASKS = {
    "dns.nxdomain": "Please have {name} resolved inside this network: add the record, or forward its zone.",
    "dns.no_address": "Please add an address (A or AAAA record) to {name}.",
    "dns.server_failure": "Please mend the zone of {name}, or the forwarder behind {server}.",
    "dns.refused": "Please let {here} ask {server}.",
    "dns.timeout": "Please let {here} reach {server} on port 53, UDP and TCP, or bring it back.",
    "dns.slow": "Please take the name server that does not answer out of the list, or bring it back.",
    "dns.wrong_address": "Please correct the record of {name}.",
    "dns.partial": "Please take the dead address out of the record of {name}, or bring it back.",
    "dns.address_family": "Please make {name} reachable by IPv4 and IPv6, or take out the wrong record.",
    "dns.search_domain": "Please correct the search list that {here} uses.",
}
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_SERVER = re.compile(r"[A-Za-z0-9._:-]+")


def request(about: About) -> Request:
    name, server = places(about)[0].host, about.word("server", "resolver")
    words = _ASKS.get(about.finding.cause, "Please see why {here} does not get the right answer for {name}.")
    told = {"name": name or "the name", "server": server or "the name server", "here": about.here}
    rows = _parts.known(
        ("Name", name),
        ("Asked from", about.here),
        ("Name server", server),
        ("Answer now", about.word("wrong", "says")),
        ("Answer wanted", about.word("right")),
        ("Protocol", "UDP and TCP, port 53"),
        ("Reason", _parts.reason(about)),
    )
    confirm = (*_look_up(name, server), *_parts.again(about))
    return Request(
        "dns", TITLE, words.format(**told), tuple(rows), steps=_parts.steps(about), confirm=confirm
    )


def _look_up(name: str, server: str) -> Iterator[str]:
    if _NAME.fullmatch(name) and name[0] != "-":
        yield f"getent ahosts {name}"
        if _SERVER.fullmatch(server) and server[0] != "-":
            yield f"dig +time=2 +tries=1 {name} @{server}"
