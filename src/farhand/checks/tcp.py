"""Every address of the host must accept a connection on the port, and the right service must be behind it.

A client library shows a dropped packet, a missing route, a dead host and a full queue as one and the
same timeout, and a firewall's reset as a closed port. Looked at from below they differ: in the ICMP
message and who sent it, in how far away an answer was made, in what other ports of the host do.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

from farhand.checks import _sections as sections
from farhand.checks import config, dns
from farhand.checks._dns import script as _dns_script
from farhand.checks._settled import Settled, settled
from farhand.checks._tcp.examples import EXAMPLES as EXAMPLES
from farhand.checks._tcp.judge import judge_banner, judge_connect
from farhand.checks._tcp.ladder import Ladder
from farhand.checks._tcp.paste import read_part
from farhand.checks._tcp.script import CALL, part
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import PASS, Command, Dependency, Facts, Seen, Verdict
from farhand.target import Target
from farhand.wire import attempt
from farhand.wire.banner import Sniff, sniff
from farhand.wire.tcp import Conn, open_tcp

STAGES = ("config", "dns", "tcp", "banner")
OWN = ("tcp", "banner")
#: `expect`: how the server's first words begin, or what they contain. `send`: what is sent to it first.
SETTINGS = ("expect", "send")

#: What a command begins with that connects somewhere: the addresses, and whether one accepts.
PARTS = (_dns_script.PART, part(), _dns_script.CALL, CALL)

#: Seconds that a fresh connection is watched for being cut off at once.
FIRST = 0.12
#: Silence that was listened to for less than this (ms) says nothing.
HURRIED = 900
#: Seconds for the whole ladder where something is wrong, whatever the stage's own time is.
LADDER = 7.0
#: Connections that are made after a conversation that lost packets.
AGAIN = 6


def connect(look: Look, host: str, addresses: list[str], port: int) -> Generator[Seen, None, list[str]]:
    """Connect to every address; yields the `tcp` stage and returns the addresses that are open."""
    ladder = Ladder(addresses, port, look.deadline.within(LADDER))
    try:
        ladder.climb()
        facts = _facts(look, host, port, ladder)
        if look.need.kind == "tcp" and not look.need.settings.get("expect"):
            _watch(facts["attempts"], ladder)
    finally:
        ladder.close()
    if not ladder.opened and addresses and not look.deadline.over:
        elsewhere = _elsewhere(look, addresses, port)
        facts.update({"elsewhere": elsewhere} if elsewhere else {})
    hurried = any(row["result"] == "silent" and row["ms"] < HURRIED for row in facts["attempts"])
    yield Seen("tcp", facts, unknown="no time was left to wait for an answer" if hurried else "")
    return ladder.opened


def lost(look: Look, host: str, address: str, port: int, conn: Conn) -> Iterator[Seen]:
    """After a conversation, now closed, in which packets had to be sent again: is that the rule here?

    Yields a second `tcp` stage only where more connections lose their first packet too.
    """
    if not conn.resent or not address:
        return
    again = [attempt.Attempt(address, port) for _ in range(AGAIN)]
    attempt.wait(again, look.deadline.within(2.5))
    attempt.close(again)
    row = {"address": address, "result": "open", "ms": 0.0, "repeats": [a.as_facts() for a in again]}
    facts = {"host": host, "port": port, "attempts": [row], "resent": conn.resent}
    if judge_connect(facts).outcome != PASS:
        yield Seen("tcp", facts)


def reach(look: Look) -> Generator[Seen, None, tuple[Target, list[str]] | None]:
    """config, dns and tcp in one: returns the target and its open addresses, or None."""
    target = yield from config.settle(look)
    if target is None:
        return None
    addresses = yield from dns.resolve(look, target.host)
    if not addresses:
        return None
    if target.port is None:
        yield Seen("tcp", {"host": target.host, "port": None, "attempts": []}, unknown="no port is declared")
        return None
    opened = yield from connect(look, target.host, addresses, target.port)
    return (target, opened) if opened else None


def probe(look: Look) -> Iterator[Seen]:
    reached = yield from reach(look)
    if reached is None:
        return
    target, opened = reached
    if not look.need.settings.get("expect"):
        yield Seen("banner", {"not_applicable": "nothing is declared about what the server says first"})
        return
    yield Seen("banner", _banner(look, target, opened[0]))


def judge(stage: str, facts: Facts) -> Verdict:
    return judge_banner(facts) if stage == "banner" else judge_connect(facts)


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    watched = CALL.replace('- ""', '"${set_expect:--}" "${set_send:-}"')
    return sections.command(
        "tcp", settings, *PARTS[:-1], watched,
        why="tells whether the port accepts connections at every address, and who it is that refuses",
        seconds=60, prints="addresses, the port, and what the network answered",
    )  # fmt: skip


def read(text: str) -> Iterator[Seen]:
    yield from reached(text)


def reached(text: str, with_config: bool = True) -> Generator[Seen, None, Settled | None]:
    """The stages up to `tcp` of a command that connects somewhere; returns its settings if it got there."""
    found = settled(text)
    yield from found.seen if found and with_config else ()
    if found is None or found.target is None:
        return None
    parts = sections.sections(text)
    others: Mapping[str, str] = {}
    for seen in dns.read_part(text):
        yield seen
        others = dns.others_of(seen.facts) if seen.facts.get("asked") else {}
        if not seen.facts.get("addresses"):
            return None
    expect, sent = (str(found.settings.get(key) or "") for key in ("expect", "send"))
    asked = (expect, sent) if found.told.kind == "tcp" else ("", "")
    given: Any = found.settings.get("timeout")
    usable = isinstance(given, (int, float)) and not isinstance(given, bool) and given > 0
    seconds = float(given) if usable else Dependency.timeout
    stages = list(read_part(parts.get("tcp", []), others, *asked, seconds))
    yield from stages
    opened = any(row["result"] == "open" for seen in stages[:1] for row in seen.facts.get("attempts", ()))
    return found if opened else None


def _facts(look: Look, host: str, port: int, ladder: Ladder) -> dict[str, Any]:
    return {"host": host, "port": port, "attempts": ladder.rows(), "timeout_ms": look.need.timeout * 1000}


def _watch(rows: Sequence[dict[str, Any]], ladder: Ladder) -> None:
    """Is a connection cut off as soon as it stands? All of them are watched at the same time."""
    until = Deadline(FIRST)
    for tried in ladder.sockets():
        row = next(r for r in rows if r["address"] == tried.address)
        seen = Sniff("reset")
        if tried.sock is not None and not tried.cut:
            seen = sniff(Conn(tried.sock, until), max(0.001, until.left()))
        row["first"] = seen.as_facts()


def _elsewhere(look: Look, addresses: Sequence[str], port: int) -> list[dict[str, Any]]:
    """Would the service have answered at an address that another source gives for the name?"""
    others = dict(getattr(addresses, "others", {}))
    if addresses[0] in ("::1", "127.0.0.1"):
        others = {a: "loopback" for a in ("127.0.0.1", "::1") if a not in addresses}
    tried = attempt.knock([(a, port) for a in list(others)[:4]], look.deadline.within(1.2))
    return [{"address": a.address, "how": others[a.address], **a.as_facts()} for a in tried]


def _banner(look: Look, target: Target, address: str) -> dict[str, Any]:
    """The first words of the server, beside those that are expected."""
    settings = look.need.settings
    said = str(settings.get("send", "")).encode()
    facts = {"host": target.host, "port": target.port, "expect": str(settings["expect"]), "asked": bool(said)}
    deadline = look.stage()
    try:
        with open_tcp(address, target.port or 0, deadline) as conn:
            seen = sniff(conn, deadline.left(), said)
    except OSError:
        seen = Sniff("reset")
    matches = str(settings["expect"]).encode() in seen.data
    return {**facts, **seen.as_facts(), "matches": matches}
