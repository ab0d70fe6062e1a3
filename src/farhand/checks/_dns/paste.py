"""How what that script printed is read.  Pure; part of the `dns` check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from farhand.checks._dns.judge import SLOW
from farhand.checks._sections import words_of
from farhand.model import Seen
from farhand.target.hosts import is_address

_STATUS = re.compile(r"status: ([A-Z]+)")
_TOOK = re.compile(r"Query time: (\d+) msec")
_OURS = re.compile(r"took (\d+)$")
_RECORD = re.compile(r"\sIN\s+(A|AAAA)\s+(\S+)\s*$")
_ASKED = re.compile(r"^(\S+) (A|AAAA|tcp) (\S+) \| (.*)$")
#: What the tools say, and the word of the kernel for it.
_ERRNO = (
    ("refused", "ECONNREFUSED"),
    ("network unreachable", "ENETUNREACH"),
    ("network is unreachable", "ENETUNREACH"),
    ("host unreachable", "EHOSTUNREACH"),
    ("no route to host", "EHOSTUNREACH"),
    ("permission denied", "EPERM"),
    ("not permitted", "EPERM"),
    ("address not available", "EADDRINUSE"),
    ("cannot assign", "EADDRINUSE"),
)
_NS_STATUS = re.compile(r"can't find .*?: (NXDOMAIN|SERVFAIL|REFUSED|FORMERR|NOTIMP)")
#: The tool ended before it had sent anything.
_NOT_ASKED = ("parse of", "t find either", "couldn't get address")
_GARBLED = (
    "garbled",
    "malformed",
    "parse",
    "FORMERR",
    "unexpected",
    "ID mismatch",
    "short",
    "Got bad packet",
)


def read_part(lines: Sequence[str]) -> Seen | None:
    """The `dns` stage of the lines of that part; None where they hold none."""
    host = lines[0].strip() if lines else ""
    if not host:
        return None
    if "literal" in lines:
        return Seen("dns", {"host": host, "literal": True, "addresses": [host]})
    library = _library(lines)
    if library is None:
        return Seen("dns", unknown="the output ends before the look-up")
    conf = _conf(lines)
    rows = [_row(*asked) for asked in _asked(lines)]
    if "servers with nslookup" in lines:
        rows = [_by_nslookup(row) for row in rows]
    rows = [row for row in rows if row["result"] != "not asked"]
    rows = [{**row, "result": "silent"} if row["result"] == "nothing" else row for row in rows]
    direct = [row for row in rows if row["name"].rstrip(".") == host.rstrip(".")]
    if library["none"] and not direct and not any(line.startswith("hosts-file ") for line in lines):
        return Seen("dns", {"host": host}, unknown="there is neither getent, dig, nslookup nor python3")
    facts = {**_facts(host, library, conf, direct), **_extra(lines, host, conf, rows)}
    return _without_library(facts) if library.pop("none") else Seen("dns", facts)


def _without_library(facts: dict[str, Any]) -> Seen:
    """What the C library would have found. What it would have waited for cannot be told."""
    searched: list[str] = next(
        (row["addresses"] for row in facts.get("expanded", ()) if row["addresses"]), []
    )
    hosts, rows = facts.get("hosts"), [*facts["asked"], *facts.get("expanded", ())]
    facts["addresses"] = hosts or searched or facts["addresses"]
    if hosts or not facts["addresses"]:
        return Seen("dns", facts)
    if facts.get("sources"):
        why = "nsswitch.conf has host names come from elsewhere than DNS"
    elif any(row["result"] in ("silent", "unreachable", "garbled") or row["ms"] >= SLOW for row in rows):
        why = "a name server is slow or silent"
    else:
        return Seen("dns", facts)
    return Seen("dns", facts, f"{why}, and nothing here looks names up as the app does (getent or python3)")


def _facts(
    host: str, library: dict[str, Any], conf: dict[str, list[str]], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    taken = [r for r in rows if r["result"] == "NOERROR" and not r.get("truncated")]
    if "use-vc" in conf["options"]:  # the library does not even try UDP
        taken = [r for r in rows if r.get("tcp") == "NOERROR"]
    by_servers = [a for r in taken for a in r["addresses"]]
    if library["none"]:  # the library takes the first server that knows the name
        first = next((r["server"] for r in taken if r["addresses"]), "")
        by_servers = [a for r in taken if r["server"] == first for a in r["addresses"]]
    given = library["addresses"]
    found = given or (list(dict.fromkeys(by_servers)) if library["late"] or library.get("none") else [])
    return {"host": host, "addresses": found, "library": library, "servers": conf["servers"], "asked": rows}


def _extra(
    lines: Sequence[str], host: str, conf: dict[str, list[str]], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    hosts = [line.split()[1] for line in lines if line.startswith("hosts-file ") and _names(line, host)]
    sources = [w for w in conf["sources"] if not w.startswith("[")]
    expanded = [row for row in rows if row["name"].rstrip(".") != host.rstrip(".")]
    extra = {
        "hosts": hosts,
        "search": conf["search"] if expanded else [],
        "expanded": expanded,
        "resolv_conf": next((line.rpartition(": ")[2] for line in lines if "/etc/resolv.conf: " in line), ""),
        "only_tcp": "use-vc" in conf["options"],
        "sources": [] if not sources or {"dns", "resolve"} & set(sources) else sources,
    }
    return {key: value for key, value in extra.items() if value}


def _names(line: str, host: str) -> bool:
    return host.rstrip(".").lower() in (word.lower() for word in line.split()[2:])


def _conf(lines: Sequence[str]) -> dict[str, list[str]]:
    """resolv.conf and the hosts line of nsswitch.conf."""
    conf: dict[str, list[str]] = {"servers": [], "search": [], "options": [], "sources": []}
    for words in (line.split("#")[0].split() for line in lines):
        if words[:1] == ["nameserver"]:
            conf["servers"] += [word for word in words[1:2] if is_address(word)]  # no other is asked
        elif words[:1] in (["search"], ["domain"]):
            conf["search"] = words[1:]
        elif words[:1] == ["options"]:
            conf["options"] += words[1:]
        elif words[:1] == ["hosts:"]:
            conf["sources"] = words[1:]
    conf["servers"] = conf["servers"][:3]
    return conf


def _library(lines: Sequence[str]) -> dict[str, Any] | None:
    """getent tells no error code: 2 is "not found" for any reason; 124 and 143 are our own end to it."""
    for number, line in enumerate(lines):
        if line.startswith("library with "):
            told = words_of(line)
            code, took = told.get("rc", ""), told.get("ms", "")
            rest = lines[number + 1 :]
            error = next((w for r in rest if r.startswith("error ") for w in re.findall(r"EAI_\w+", r)), "")
            return {
                "ms": float(took) if took.isdigit() else 0.0,
                "late": code in ("124", "143"),
                "error": error or ("" if code in ("0", "124", "143") else "not found"),
                "addresses": [r.split()[0] for r in rest if r.endswith((" STREAM",)) or " STREAM " in r],
                "none": code == "127",
            }
    return None


def _asked(lines: Sequence[str]) -> Iterator[tuple[str, str, str, list[str], list[str]]]:
    """Server, type, name, what came over UDP and what over TCP, in the order of the servers."""
    said: dict[tuple[str, str, str], list[str]] = {}
    for found in filter(None, map(_ASKED.match, lines)):
        server, kind, name, rest = found.groups()
        said.setdefault((server, kind, name), []).append(rest)
    for server, kind, name in sorted(said, key=lambda key: (_order(lines, key[0]), key[1], key[2])):
        if kind != "tcp":
            tcp = said.get((server, "tcp", name), []) if kind == "A" else []
            yield server, kind, name, said[server, kind, name], tcp


def _order(lines: Sequence[str], server: str) -> int:
    """The place of a server in resolv.conf: the output comes in the order of the answers."""
    servers = [words[1] for words in map(str.split, lines) if words[:1] == ["nameserver"] and len(words) > 1]
    return servers.index(server) if server in servers else len(servers)


def _row(server: str, kind: str, name: str, udp: list[str], tcp: list[str]) -> dict[str, Any]:
    # dig's own measure first: ours holds the start of the tool as well.
    took = next((m[1] for m in map(_TOOK.search, udp) if m), "") or next(
        (m[1] for m in map(_OURS.match, udp) if m), ""
    )
    cut = any("Truncated" in line for line in udp)
    row: dict[str, Any] = {
        "server": server, "name": name, "type": kind, "addresses": _addresses(udp, kind),
        "ms": float(took or 0), **_result(udp),
    }  # fmt: skip
    if cut:
        return {**row, "result": "NOERROR", "truncated": True, "tcp": _tcp(udp)}
    if tcp:
        row["tcp"] = _tcp(tcp)
        row["addresses"] = row["addresses"] or _addresses(tcp, kind)
    return row


def _by_nslookup(row: dict[str, Any]) -> dict[str, Any]:
    """Its silence about a name is an answer without records; where it hears nothing it says so."""
    return {**row, "result": "NOERROR", "untold": True} if row["result"] == "nothing" else row


def _addresses(lines: Sequence[str], kind: str) -> list[str]:
    """Of dig and of our own lines; nslookup writes `Address: ...` below the name."""
    found = [m.group(2) for m in map(_RECORD.search, lines) if m and m.group(1) == kind]
    for line in lines:
        words = line.split()
        last = words[-1] if words else ""
        if re.match(r"(Address( \d+)?:|.*has (AAAA|IPv6) address )", line) and is_address(last):
            found += [last] if (":" in last) == (kind == "AAAA") else []
    return list(dict.fromkeys(found))


def _result(lines: Sequence[str]) -> dict[str, Any]:
    text = "\n".join(line for line in lines if not _OURS.fullmatch(line.strip()))
    status = _STATUS.search(text) or _NS_STATUS.search(text)
    if status:
        return {"result": status.group(1)}
    if any(word in text for word in _NOT_ASKED):
        return {"result": "not asked"}
    if any(word in text for word in _GARBLED):
        return {"result": "garbled", "note": "its answer is none to the question"}
    for words, errno in _ERRNO:
        if words in text.lower():
            return {"result": "unreachable", "errno": errno}
    if "timed out" in text or "no servers could be reached" in text:
        return {"result": "silent"}
    if re.search(r"(?i)^Name:|Address|No answer|has no|canonical name", text, re.MULTILINE):
        return {"result": "NOERROR"}
    return {"result": "silent" if text.strip() else "nothing"}


def _tcp(lines: Sequence[str]) -> str:
    """How the question fared over TCP: NOERROR and so on, silent, or an errno."""
    found = _result([line for line in lines if "Truncated" not in line])
    return str(found.get("errno") or found["result"])
