"""Packets as tcpdump and Wireshark show them: who asked to connect, and what came back.

A `SYN` again and again without any answer is a packet that is dropped on the way; one that is answered by a
reset is a port where nobody listens. A question to port 53 that is repeated has got no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs, typed

WORDS = ("Flags [", "[SYN]", ".53:", ".domain:")
PAST = True
#: `IP 10.0.0.1.40502 > 10.0.0.2.8080: Flags [S.], ...`
_DUMPED = re.compile(
    r"\bIP6? (?P<a>[\w.:-]+)\.(?P<p>[\w-]+) > (?P<b>[\w.:-]+)\.(?P<q>[\w-]+): Flags \[(?P<flags>[A-Z.]+)\]"
)
#: `10.0.0.1 → 10.0.0.2 TCP 66 [TCP Retransmission] 40502 → 8080 [SYN] Seq=0`
_SHOWN = re.compile(
    r"\bTCP\b.{0,60}?\b(?P<p>\d{1,5}) ?(?:→|->|>) ?(?P<q>\d{1,5})\b.{0,60}?\[(?P<flags>[A-Z, ]+)\]"
)
_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_ASKED = re.compile(
    r" > (?P<server>\S+)\.(?:53|domain): (?P<id>\d+)\+?%?(?: \[\w+\])* (?P<kind>[A-Z]+)\? (?P<name>\S+?)\.? "
)
_ANSWERED = re.compile(
    r"\bIP6? \S+\.(?:53|domain) > \S+: (?P<id>\d+)[*|$-]* ?(?P<word>NXDomain|ServFail|Refused)?"
)
_BAD = {"NXDomain": "dns.nxdomain", "ServFail": "dns.server_failure", "Refused": "dns.refused"}
_FRAME = re.compile(r"^tcpdump: |^listening on |^\d+ packets (?:captured|received|dropped)")


@dataclass
class _Flow:
    """What was seen between one port and another, from the first SYN on."""

    to: str
    asked: list[int] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)
    reset: list[int] = field(default_factory=list)
    others: int = 0


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def sure(line: str) -> bool:
        return bool(_DUMPED.search(line) or _SHOWN.search(line) or _ASKED.search(line))

    def also(line: str) -> bool:
        return bool(_FRAME.match(line) or _ANSWERED.search(line) or "tcpdump" in typed(line))

    yield from runs(lines, sure, also, gap=6)


def read(part: Part) -> Iterator[Sign]:
    flows = _flows(part.lines)
    reached = {flow.to for flow in flows if flow.accepted}
    for flow in flows:
        yield from _judged(flow, flow.to in reached)
    yield from _names(part.lines)


def _flows(lines: Sequence[str]) -> list[_Flow]:
    found: dict[tuple[str, str], _Flow] = {}
    for at, line in enumerate(lines):
        packet = _packet(line)
        if packet is None:
            continue
        source, target, flags = packet
        if flags == "S":
            found.setdefault((source, target), _Flow(target)).asked.append(at)
        elif (target, source) in found:
            flow = found[target, source]
            seen = flow.accepted if flags == "S." else flow.reset if "R" in flags else None
            flow.others += seen is None
            if seen is not None:
                seen.append(at)
        elif (source, target) in found:
            found[source, target].others += 1
    return list(found.values())


def _packet(line: str) -> tuple[str, str, str] | None:
    """From where to where, and the flags as tcpdump writes them."""
    dumped = _DUMPED.search(line)
    if dumped:
        return f"{dumped['a']}:{dumped['p']}", f"{dumped['b']}:{dumped['q']}", dumped["flags"].strip("WE")
    shown = _SHOWN.search(line)
    if not shown:
        return None
    a, b = [*_ADDRESS.findall(line[: shown.start("p")]), "", ""][:2]
    words = shown["flags"].replace(" ", "").split(",")
    flags = "".join(
        {"SYN": "S", "RST": "R", "FIN": "F", "PSH": "P", "ACK": "."}.get(word, "") for word in words
    )
    return f"{a}:{shown['p']}", f"{b}:{shown['q']}", flags


def _judged(flow: _Flow, reached: bool) -> Iterator[Sign]:
    at, also = flow.asked[0], tuple(flow.asked[1:4])
    if flow.accepted and (flow.others or len(flow.accepted) == 1):
        yield Sign(flow.accepted[0], healthy=f"{flow.to} accepts connections", subject=flow.to)
    elif flow.accepted:
        why = f"{flow.to} accepts the connection again and again, and its answer does not arrive"
        yield Sign(flow.accepted[0], "tcp.timeout", 0.85, why, flow.to, also=tuple(flow.accepted[1:4]))
    elif flow.reset:
        yield Sign(flow.reset[0], "tcp.refused", 0.88, f"{flow.to} answers with a reset", flow.to, also=(at,))
    elif len(flow.asked) > 1 and not flow.others:
        why = f"{flow.to} was asked {len(flow.asked)} times to connect and nothing came back"
        yield Sign(at, "tcp.timeout", 0.6 if reached else 0.9, why, flow.to, also=also, moot=("tcp.loss",))


def _names(lines: Sequence[str]) -> Iterator[Sign]:
    """Questions to name servers: those without an answer, and those whose answer is no address."""
    asked: dict[str, tuple[int, str, str]] = {}
    silent: dict[str, list[int]] = {}
    bad: list[Sign] = []
    well = False
    for at, line in enumerate(lines):
        question, answer = _ASKED.search(line), _ANSWERED.search(line)
        if question:
            asked[question["id"]] = at, question["name"], question["server"]
            silent.setdefault(f"{question['name']} {question['server']}", []).append(at)
        elif answer and answer["id"] in asked:
            _, name, server = asked[answer["id"]]
            silent.pop(f"{name} {server}", None)
            well = well or not answer["word"]
            if answer["word"]:
                why = f"{server} answers {answer['word']} for {name}"
                bad.append(Sign(at, _BAD[answer["word"]], 0.8, why, name))
    for what, places in silent.items():
        name, server = what.split(" ")
        if len(places) > 1:
            why = f"{server} was asked {len(places)} times for {name} and did not answer"
            yield Sign(places[0], "dns.timeout", 0.88, why, name, also=tuple(places[1:4]))
    yield from () if well else bad


_RUN = "run: tcpdump -n of 4.99 in a network namespace"
EXAMPLES = (
    Example(
        "dropped on the way",
        pasted="listening on va, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n"
        "16:35:21.573890 IP 10.9.0.1.48414 > 10.9.0.2.8080: Flags [S], seq 537166991, win 642"
        "40, options [mss 1460,sackOK,TS val 789501996 ecr 0,nop,wscale 10], length 0\n"
        "16:35:22.591864 IP 10.9.0.1.48414 > 10.9.0.2.8080: Flags [S], seq 537166991, win 642"
        "40, options [mss 1460,sackOK,TS val 789503014 ecr 0,nop,wscale 10], length 0\n"
        "16:35:23.615855 IP 10.9.0.1.48414 > 10.9.0.2.8080: Flags [S], seq 537166991, win 642"
        "40, options [mss 1460,sackOK,TS val 789504038 ecr 0,nop,wscale 10], length 0\n",
        finds=("tcp.timeout",),
        source=_RUN,
    ),
    Example(
        "nobody listens",
        pasted="16:35:18.057678 IP 10.9.0.1.51776 > 10.9.0.2.9999: Flags [S], seq 1441391565, win 64"
        "240, options [mss 1460,sackOK,TS val 1435679484 ecr 0,nop,wscale 10], length 0\n"
        "16:35:18.057701 IP 10.9.0.2.9999 > 10.9.0.1.51776: Flags [R.], seq 0, ack 1441391566"
        ", win 0, length 0\n",
        finds=("tcp.refused",),
        source=_RUN,
    ),
    Example(
        "connected",
        pasted="16:35:15.039688 IP 10.9.0.1.40502 > 10.9.0.2.8080: Flags [S], seq 3740239311, win 64"
        "240, options [mss 1460,sackOK,TS val 2085088047 ecr 0,nop,wscale 10], length 0\n"
        "16:35:15.039701 IP 10.9.0.2.8080 > 10.9.0.1.40502: Flags [S.], seq 919828313, ack 37"
        "40239312, win 65160, options [mss 1460,sackOK,TS val 3934007056 ecr 2085088047,nop,w"
        "scale 10], length 0\n"
        "16:35:15.039714 IP 10.9.0.1.40502 > 10.9.0.2.8080: Flags [.], ack 1, win 63, options"
        " [nop,nop,TS val 2085088047 ecr 3934007056], length 0\n",
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "the name server does not answer",
        pasted="16:35:41.196092 IP 10.9.0.1.43937 > 10.9.0.2.53: 6970+ [1au] A? db.example.com. (55)"
        "\n"
        "16:35:43.200081 IP 10.9.0.1.46555 > 10.9.0.2.53: 6970+ [1au] A? db.example.com. (55)"
        "\n",
        finds=("dns.timeout",),
        source=_RUN,
    ),
    Example(
        "there is no such name",
        pasted="16:35:41.196092 IP 10.9.0.1.43937 > 10.9.0.2.53: 6970+ A? db.example.com. (32)\n"
        "16:35:41.197092 IP 10.9.0.2.53 > 10.9.0.1.43937: 6970 NXDomain 0/1/0 (97)\n",
        finds=("dns.nxdomain",),
        source="source: tcpdump print-domain.c",
    ),
    Example(
        "as Wireshark shows it",
        pasted="1 0.000 10.1.1.4 → 10.2.0.9 TCP 74 51022 → 5432 [SYN] Seq=0 Win=64240 Len=0\n"
        "2 1.010 10.1.1.4 → 10.2.0.9 TCP 74 [TCP Retransmission] 51022 → 5432 [SYN] Seq=0 Win=64240 Len=0\n"
        "3 3.020 10.1.1.4 → 10.2.0.9 TCP 74 [TCP Retransmission] 51022 → 5432 [SYN] Seq=0 Win=64240 Len=0\n",
        finds=("tcp.timeout",),
        source="doc: tshark, its lines of a packet",
    ),
)
