"""How a person asks the same, and how what is printed is read.  Part of the `dns` check."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

from farhand.model import Seen

_COMMAND = """\
export LC_ALL=C; H={host}
echo "== farhand dns $H"
echo "-- resolv.conf"; grep -E '^ *(nameserver|search|domain|options)' /etc/resolv.conf 2>&1
echo "-- hosts"; grep -iwF -- "$H" /etc/hosts
echo "-- getent"; s=$(date +%s); timeout 8 getent ahosts "$H"; echo "rc=$? seconds=$(( $(date +%s) - s ))"
command -v dig >/dev/null && for n in $(awk '$1=="nameserver"{{print $2}}' /etc/resolv.conf | head -3); do
  for t in A AAAA; do echo "-- dig $t @$n"; dig +time=2 +tries=1 "@$n" "$t" "$H." 2>&1 |
    grep -E 'status:|Query time|^[^;].*IN|timed out|refused|unreachable' | head -20; done
done
echo "== end"
"""

_HEAD = re.compile(r"^== farhand dns (\S+)$")
_PART = re.compile(r"^-- (resolv\.conf|hosts|getent|dig (A|AAAA) @(\S+))$")
_STATUS = re.compile(r"status: ([A-Z]+)")
_TIME = re.compile(r"Query time: (\d+) msec")
_RECORD = re.compile(r"^\S+\s+\d+\s+IN\s+(A|AAAA)\s+(\S+)$")
_END = re.compile(r"^rc=(\d+) seconds=(\d+)$")


def command(host: str) -> str:
    return _COMMAND.format(host=shlex.quote(host))


def read(text: str) -> Iterator[Seen]:
    """One `dns` stage per framed output in the text."""
    host = ""
    lines: list[str] = []
    for line in [*text.replace("\r", "").splitlines(), "== end"]:
        head = _HEAD.match(line)
        if (head or line == "== end") and host:
            yield Seen("dns", _facts(host, lines))
            host, lines = "", []
        if head:
            host, lines = head.group(1), []
        elif host:
            lines.append(line.rstrip())


def _facts(host: str, lines: list[str]) -> dict[str, Any]:
    parts = _parts(lines)
    conf = [line.split() for line in parts.get("resolv.conf", ())]
    servers = [w[1] for w in conf if w and w[0] == "nameserver" and len(w) > 1]
    library = _library(parts.get("getent", []))
    rows = [_row(host, name, rest) for name, rest in parts.items() if name.startswith("dig ")]
    hosts = [line.split()[0] for line in parts.get("hosts", ()) if line.split()]
    direct = [a for r in rows for a in r["addresses"]] if library["late"] else []
    facts = {
        "host": host,
        "addresses": library["addresses"] or direct,
        "library": library,
        "servers": servers,
        "asked": rows,
    }
    return {**facts, "hosts": hosts} if hosts else facts


def _parts(lines: list[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        part = _PART.match(line)
        if part:
            current = parts.setdefault(part.group(1), [])
        else:
            current.append(line)
    return parts


def _library(lines: list[str]) -> dict[str, Any]:
    """getent tells no error code: 2 is "not found", whatever the reason; 124 is our own timeout."""
    addresses: list[str] = []
    code, seconds = 0, 0
    for line in lines:
        words, end = line.split(), _END.match(line)
        if end:
            code, seconds = int(end.group(1)), int(end.group(2))
        elif len(words) > 1 and words[1] == "STREAM":
            addresses.append(words[0])
    return {
        "ms": seconds * 1000.0,
        "late": code == 124,
        "error": "not found" if code else "",
        "addresses": addresses,
    }


def _row(host: str, part: str, lines: list[str]) -> dict[str, Any]:
    _, kind, server = part.replace("@", "").split()
    text = "\n".join(lines)
    status, took = _STATUS.search(text), _TIME.search(text)
    records = [m.group(2) for m in map(_RECORD.match, lines) if m and m.group(1) == kind]
    row = {
        "server": server,
        "name": host,
        "type": kind,
        "addresses": records,
        "ms": float(took.group(1)) if took else 0.0,
    }
    if status:
        return {**row, "result": status.group(1)}
    if "connection refused" in text:
        return {**row, "result": "unreachable", "errno": "ECONNREFUSED"}
    if "network unreachable" in text:
        return {**row, "result": "unreachable", "errno": "ENETUNREACH"}
    return {**row, "result": "silent"}
