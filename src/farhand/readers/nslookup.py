"""What `nslookup`, `host` and `getent` show of a name: found, not found, or no answer.

A name with an address is well even where a search domain, or the look-up of an IPv6 address before it,
found nothing; old programs print that in words of failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs, typed

WORDS = (
    "Server:",
    "server can't",
    "an't find",
    "not found",
    "has address",
    "has IPv6",
    "DNS request",
    "getent",
    "Request to",
)
_SURE = re.compile(
    r"^Server:\s+\S|^\*{2,3} (?:server can't find|Can't find|\S+ can't find|Request to)|^Host \S+ not "
    r"found: \d"
    r"|^\S+ has (?:IPv6 )?address \S|^DNS request timed out"
)
_ALSO = re.compile(
    r"^Address(?:es)?(?: \d+)?:|^Name:|^Non-authoritative answer|^\S+\s+canonical name =|^\S+ is an "
    r"alias for|^;; |^\s+\S+$"
    r"|^\s*timeout was|^Aliases:|^\S+ has no \w+ record|^rc=\d"
)
_GETENT = re.compile(
    r"^(?:.*\s)?getent (?:-s \w+ )?(?:ahosts(?:v4|v6)?|hosts) (?P<name>[\w.-]+)\s*(?P<more>.*)$"
)
_HOSTS_ROW = re.compile(r"^(?:[\d.]{7,15}|[0-9a-fA-F:]{2,39})\s+(?:STREAM|DGRAM|RAW|[\w.-]+)\b")
_FOUND = re.compile(r"^Name:\s+(?P<a>\S+)|^(?P<b>\S+) has (?:IPv6 )?address \S")
_ADDRESS = re.compile(r"^Address(?:es)?(?: \d+)?:\s+(?P<ip>[0-9a-fA-F.:]+)(?!\S*#)")
_MISSED = re.compile(
    r"^\*\* server can't find (?P<a>\S+?):? (?P<what>NXDOMAIN|SERVFAIL|REFUSED)|^Host (?P<b>\S+) not "
    r"found: (?P<code>\d)"
    r"|^\*\*\* \S+ can't find (?P<c>\S+): (?P<text>Non-existent domain|Server failed|Query refused)"
    r"|^\*\*\* Can't find (?P<d>\S+): (?P<none>No answer)"
)
_SILENT = re.compile(
    r"^;; connection timed out; no servers|^\*\*\* Request to \S+ timed-out|^;; no servers could"
)
_MEANS = {
    "NXDOMAIN": "dns.nxdomain", "SERVFAIL": "dns.server_failure", "REFUSED": "dns.refused",
    "3": "dns.nxdomain", "2": "dns.server_failure", "5": "dns.refused", "Non-existent domain": "dns.nxdomain",
    "Server failed": "dns.server_failure", "Query refused": "dns.refused", "No answer": "dns.no_address",
}  # fmt: skip


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def also(line: str) -> bool:
        return bool(_ALSO.match(line) or re.match(r"(?:nslookup|host) ", typed(line)))

    yield from runs(lines, _SURE.match, also, gap=2, fresh=lambda line: bool(typed(line)))
    yield from _getents(lines)


def _getents(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at, line in enumerate(lines):
        if "getent " in line and _GETENT.match(typed(line)):
            end = at + 1
            while end < len(lines) and _HOSTS_ROW.match(lines[end]):
                end += 1
            end += end < len(lines) and bool(re.match(r"rc=\d+$", lines[end].strip()))
            yield at, end


def owns(line: str) -> bool:
    """Whether only these tools write such a line."""
    return bool(_SURE.match(line) or _ALSO.match(line))


def read(part: Part) -> Iterator[Sign]:
    getent = _GETENT.match(typed(part.lines[0]))
    if getent:
        yield from _getent(part.lines, getent["name"])
        return
    name = _name(part.lines)
    if name:
        yield Sign(0, healthy=f"{name} resolves", subject=name)
        return
    yield from _missed(part.lines)


def _name(lines: Sequence[str]) -> str:
    """The name that was found, where an address of it stands below, too."""
    for at, line in enumerate(lines):
        found = _FOUND.match(line)
        if found and (found["b"] or any(_ADDRESS.match(x) for x in lines[at + 1 : at + 4])):
            return str(found["a"] or found["b"])
    return ""


def _missed(lines: Sequence[str]) -> Iterator[Sign]:
    for at, line in enumerate(lines):
        found = _MISSED.match(line)
        if found:
            name = (found["a"] or found["b"] or found["c"] or found["d"]).rstrip(":")
            said = found["what"] or found["code"] or found["text"] or found["none"]
            if said in _MEANS and not name.endswith("arpa"):
                yield Sign(at, _MEANS[said], 0.9, f"the resolver's answer for {name} is: {said}", name)
                return
        if _SILENT.match(line):
            yield Sign(at, "dns.timeout", 0.9, "no resolver answered")
            return


def _getent(lines: Sequence[str], name: str) -> Iterator[Sign]:
    last = lines[-1].strip()
    if any(_HOSTS_ROW.match(line) for line in lines[1:]):
        yield Sign(0, healthy=f"{name} resolves for programs of this host", subject=name)
    elif last == "rc=2":
        why = f"getent finds no address for {name} (rc=2)"
        yield Sign(len(lines) - 1, "dns.nxdomain", 0.6, why, name)


_HEAD = "Server:         10.0.0.53\nAddress:        10.0.0.53#53\n\n"
EXAMPLES = (
    Example(
        "no such name",
        pasted="$ nslookup db.corp.example\n" + _HEAD + "** server can't find db.corp.example: NXDOMAIN\n",
        finds=("dns.nxdomain",),
        source="run: nslookup of BIND 9.18",
    ),
    Example(
        "found",
        pasted=_HEAD + "Non-authoritative answer:\nName:   db.corp.example\nAddress: 10.0.0.9\n",
        outcome="healthy",
        source="made after nslookup of BIND 9.18",
    ),
    Example(
        "found, after failures in the search list",
        pasted=_HEAD
        + "** server can't find db.corp.example.svc.cluster.local: NXDOMAIN\n\nName:   db.corp.example\n"
        "Address: 10.0.0.9\n\n*** Can't find db.corp.example: No answer\n",
        outcome="healthy",
        source="made after nslookup of BusyBox 1.28",
    ),
    Example(
        "no address for the name",
        pasted=_HEAD + "*** Can't find app.corp.example: No answer\n",
        finds=("dns.no_address",),
        source="made after nslookup of BIND 9.18",
    ),
    Example(
        "host finds nothing",
        pasted="Host db.corp.example not found: 3(NXDOMAIN)\n",
        finds=("dns.nxdomain",),
        source="run: host of BIND 9.18",
    ),
    Example(
        "host finds it",
        pasted="db.corp.example is an alias for pg1.corp.example.\npg1.corp.example has address 10.0.0.9\n",
        outcome="healthy",
        source="made after host of BIND 9.18",
    ),
    Example(
        "no resolver answers, on Windows",
        pasted="C:\\Users\\ops> nslookup db.corp.example\nDNS request timed out.\n    timeout was 2 "
        "seconds.\n"
        "Server:  UnKnown\nAddress:  10.0.0.53\n\n*** Request to UnKnown timed-out\n",
        finds=("dns.timeout",),
        source="made after nslookup of Windows",
    ),
    Example(
        "getent finds it",
        pasted="$ getent ahosts db.corp.example; echo rc=$?\n10.0.0.9        STREAM db.corp.example\n"
        "10.0.0.9        DGRAM\n10.0.0.9        RAW\nrc=0\n",
        outcome="healthy",
        source="run: getent of glibc 2.36",
    ),
    Example(
        "getent finds nothing",
        pasted="[ops@app1 ~]$ getent hosts db.corp.example; echo rc=$?\nrc=2\n",
        finds=("dns.nxdomain",),
        source="run: getent of glibc 2.36",
    ),
)
