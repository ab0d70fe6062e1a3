"""The name of the host must resolve, at every nameserver, for both address families, in good time."""

from __future__ import annotations

import socket
from collections.abc import Generator, Iterator

from farhand.checks import config
from farhand.look import Look
from farhand.model import FAIL, PASS, Facts, Finding, Seen, Verdict

STAGES = ("config", "dns")


def resolve(look: Look, host: str) -> Generator[Seen, None, list[str]]:
    """Look the name up; yields the `dns` stage and returns the addresses, none where it failed."""
    try:
        rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        yield Seen("dns", {"host": host, "errno": error.errno, "addresses": []})
        return []
    addresses = list(dict.fromkeys(str(row[4][0]) for row in rows))
    yield Seen("dns", {"host": host, "addresses": addresses})
    return addresses


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target:
        yield from resolve(look, target.host)


def judge(stage: str, facts: Facts) -> Verdict:
    if not facts["addresses"]:
        finding = Finding("dns.nxdomain", 0.6, f"{facts['host']} does not resolve", {"host": facts["host"]})
        return Verdict(FAIL, f"{facts['host']} does not resolve", (finding,))
    return Verdict(PASS, f"{facts['host']} is {', '.join(facts['addresses'])}")
