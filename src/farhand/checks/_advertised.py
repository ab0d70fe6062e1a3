"""Addresses that a server tells its clients to go on to: Kafka's brokers, the members of MongoDB's sets.

Each is looked at as any address is: name, connection, and TLS where it is spoken.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any, Optional

from farhand.checks import dns, tcp, tls
from farhand.checks._sections import sections
from farhand.checks._service_paste import Part
from farhand.checks._tcp.paste import read_part
from farhand.look import Look
from farhand.model import FAIL, Seen
from farhand.target import is_loopback
from farhand.wire.tcp import Conn


def look_at(
    look: Look, host: str, port: int, secure: bool, settings: Optional[Mapping[str, Any]] = None
) -> list[Seen]:
    """The `dns` and `tcp` stages, and `tls` where it is spoken, of an advertised address."""
    rows, conn = reach(look, host, port, secure, settings)
    if conn:
        conn.close()
    return rows


def reach(
    look: Look, host: str, port: int, secure: bool, settings: Optional[Mapping[str, Any]] = None
) -> tuple[list[Seen], Optional[Conn]]:
    """The same, with the connection inside TLS where that is spoken."""
    rows: list[Seen] = []
    addresses = yield_into(rows, dns.resolve(look, host))
    opened = yield_into(rows, tcp.connect(look, host, addresses, port)) if addresses else None
    if not secure or not opened:
        return rows, None
    steps = tls.secure(look, (opened[0], port), host, settings or tls.filled(look), confirm=False)
    return rows, yield_into(rows, steps)


def yield_into(rows: list[Seen], steps: Generator[Seen, None, Any]) -> Any:
    """What the steps return; what they yield goes into `rows`."""
    while True:
        try:
            rows.append(next(steps))
        except StopIteration as end:
            return end.value


def outcome(facts: Mapping[str, Any], rows: Sequence[Seen]) -> dict[str, Any]:
    """`facts` (with host and port) of one address, and how far its stages came: open, or at which stage it
    ended and why."""
    found = dict(facts)
    if is_loopback(str(facts["host"])):
        found["loopback"] = True
    for seen in rows:
        if seen.unknown:
            return {**found, "unknown": seen.unknown}
        verdict = {"dns": dns, "tcp": tcp, "tls": tls}[seen.stage].judge(seen.stage, seen.facts)
        if verdict.outcome == FAIL and verdict.findings and not _reached(seen):
            first = verdict.findings[0]
            return {**found, "at": seen.stage, "cause": first.cause, "why": first.why[:200]}
    if any(_reached(seen) for seen in rows):
        return {**found, "open": True}
    return {**found, "unknown": "not tried"}


def _reached(seen: Seen) -> bool:
    if seen.stage == "dns":
        return bool(seen.facts.get("addresses"))
    if seen.stage == "tls":
        return bool(seen.facts.get("result") == "ok")
    return any(row.get("result") == "open" for row in seen.facts.get("attempts", ()))


def read_at(
    part: Part, name: object, kind: str, settings: Optional[Mapping[str, Any]] = None
) -> Iterator[Seen]:
    """The same stages from a command's output: the lines that begin with `at NAME`."""
    begin = f"at {name} "
    text = "\n".join(line[len(begin) :] for line in part.lines if line.startswith(begin))
    others: dict[str, str] = {}
    for seen in dns.read_part(text):
        yield seen
        others = dns.others_of(seen.facts) if seen.facts.get("asked") else {}
        if not seen.facts.get("addresses"):
            return
    yield from read_part(sections(text).get("tcp", []), others)
    if part.place["tls"]:
        yield from tls.read_part(text, part.settings if settings is None else settings, kind)
