"""How what that script printed is read.  Pure; part of the `tcp` check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.checks._sections import words_of
from farhand.model import NOTHING, Dependency, Seen
from farhand.wire import banner, errqueue

_TRY = re.compile(r"^try (first|else|again|other|hop|repeat) (\S+) (\d+) (.*)$")
#: What a shell, nc, curl or wget says, and the errno behind it.
_TEXTS = (
    ("refused", "refused", "ECONNREFUSED"),
    ("network is unreachable", "icmp", "ENETUNREACH"),
    ("no route to host", "icmp", "EHOSTUNREACH"),
    ("host is unreachable", "icmp", "EHOSTUNREACH"),
    ("cannot assign requested", "local", "EADDRNOTAVAIL"),
    ("address not available", "local", "EADDRNOTAVAIL"),
    ("invalid argument", "local", "EINVAL"),
    ("permission denied", "icmp", "EACCES"),
    ("not permitted", "local", "EPERM"),
    ("too many open files", "files", "EMFILE"),
    ("timed out", "silent", ""),
    ("reset by peer", "open", ""),
    # What stands behind these was said over a connection.
    ("bad header", "open", ""),
    ("error getting response", "open", ""),
    ("server returned", "open", ""),
    ("connected to", "open", ""),
)
#: Exit statuses of `timeout`: our own end to a tool that waited.
_ENDED = ("124", "137", "143")
#: An open connection that ends within so many ms, although nobody here had ended it, was closed there.
_AT_ONCE = 900
_KINDS = {"EHOSTUNREACH": "host", "ENETUNREACH": "net", "EACCES": "forbidden"}


def read_part(
    lines: Sequence[str],
    others: Mapping[str, str] = NOTHING,
    expect: str = "",
    sent: str = "",
    seconds: float = Dependency.timeout,
) -> Iterator[Seen]:
    """The `tcp` stage of the lines of that part, and `banner` where something was expected.

    `others` are addresses that another source gives for the name, and which source that is; `seconds` is how
    long the app waits for a connection.
    """
    head = lines[0].split() if lines else []
    if len(head) != 2 or not head[1].isdigit():
        return
    host, port = head[0], int(head[1])
    rows = _by_python(lines) if "with python3" in lines else _by_shell(lines)
    if not rows:
        yield Seen("tcp", {"host": host, "port": port, "attempts": []}, unknown=_nothing(lines))
        return
    away = {row["address"]: row for row in _elsewhere(lines)}
    rows += [away[a] for a, how in others.items() if how == "turns" and a in away]
    facts: dict[str, Any] = {"host": host, "port": port, "attempts": rows, "timeout_ms": seconds * 1000}
    rows, unread = _read(rows)
    facts["attempts"] = rows
    if not any(row["result"] == "open" for row in rows):
        known = {**{a: "loopback" for a in away if host == "localhost"}, **others}
        facts["elsewhere"] = [
            {**away[a], "how": how} for a, how in known.items() if a in away and how != "turns"
        ]
    yield Seen("tcp", facts, unknown=unread or _lost(lines, rows))
    if expect and any(row["result"] == "open" for row in rows):
        yield from _banner(lines, {"host": host, "port": port, "expect": expect, "asked": bool(sent)})


def _read(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], str]:
    """The rows whose words were understood; and why that is not enough, where none of them says what is
    wrong."""
    known = [row for row in rows if row["result"] != "unread"]
    if len(known) == len(rows) or any(row["result"] != "open" for row in known):
        return known, ""
    words = next(row["words"] for row in rows if row["result"] == "unread")
    return known, f"what the tool said of the connection is not known here: {words or 'it said nothing'}"


def _lost(lines: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Why connections that stand may have lost packets; only Python tells whose were sent again."""
    again = 0 if "with python3" in lines else _counted(lines).get("RetransSegs", 0)
    if not again or any(row["result"] != "open" for row in rows):
        return ""
    return (
        f"this host sent {again} packets again meanwhile; whether of this connection, only python3 can tell"
    )


def _elsewhere(lines: Sequence[str]) -> list[dict[str, Any]]:
    """Attempts at addresses that another source gives for the name."""
    python = "with python3" in lines
    found = (m for m in map(_TRY.match, lines) if m and m[1] == "else")
    rows = [{"address": m[2], **(_attempt(m[2], m[4]) if python else said_of(m[4]))} for m in found]
    return [row for row in rows if row["result"] != "unread"]


def _nothing(lines: Sequence[str]) -> str:
    if "with nothing" in lines:
        return "there is neither python3, bash, nc, curl nor wget to open a connection with"
    return "no address was tried"


def _banner(lines: Sequence[str], about: dict[str, Any]) -> Iterator[Seen]:
    found = next((line.split()[2:] for line in lines if line.startswith("banner ")), None)
    if not found:
        yield Seen("banner", about, unknown="the tool that is here does not show what the server says first")
        return
    seen = _sniffed(found)
    yield Seen("banner", {**about, **seen.as_facts(), "matches": about["expect"].encode() in seen.data})


def _sniffed(words: Sequence[str]) -> banner.Sniff:
    """`data HEX`, quiet, closed or reset."""
    result = words[0] if words else "quiet"
    try:
        data = bytes.fromhex(words[1]) if result == "data" and len(words) > 1 else b""
    except ValueError:
        data = b""
    return banner.Sniff(result, banner.protocol_of(data), data)


# With Python: what the kernel said ---------------------------------------------------------------


def _by_python(lines: Sequence[str]) -> list[dict[str, Any]]:
    """The facts that the probe itself collects, row by row."""
    tried = [(m[1], m[2], int(m[3]), _attempt(m[2], m[4])) for m in map(_TRY.match, lines) if m]
    rows = []
    for role, address, _, facts in tried:
        if role == "first":
            mine = [t for t in tried if t[1] == address]
            rows.append({"address": address, **facts, **_beside(lines, address, facts, mine)})
    return rows


def _attempt(address: str, rest: str) -> dict[str, Any]:
    told = words_of(rest)
    facts: dict[str, Any] = {"result": told.get("result", "silent"), "ms": _number(told.get("ms", ""))}
    if told.get("errno", "0") != "0":
        facts["errno"] = told["errno"]
    icmp = _icmp(address, told.get("icmp", ""), told.get("errno", ""))
    if icmp:
        facts["icmp"] = icmp
    if told.get("sent", "0") not in ("", "0"):
        facts.update(sent_again=int(_number(told["sent"])), left_host=told.get("left") == "1")
    return {**facts, "hops": int(_number(told.get("hops", "0")))} if told.get("hops", "0") != "0" else facts


def _icmp(address: str, text: str, number: str) -> dict[str, Any] | None:
    parts = text.split(",")
    if len(parts) != 3 or not all(re.fullmatch(r"-?\d{1,3}", part) for part in parts[:2]):
        return None
    kind, code = int(parts[0]), int(parts[1])
    if kind < 0:
        return _untold(number)
    return errqueue.Icmp(errqueue.word_of(address, kind, code), kind, code, parts[2]).as_facts()


def _untold(number: str) -> dict[str, Any]:
    """An ICMP message of which the tool tells the errno only."""
    return {"kind": _KINDS.get(number, "other"), "type": -1, "code": -1, "box": "a box on the way"}


def _beside(
    lines: Sequence[str],
    address: str,
    first: dict[str, Any],
    mine: Sequence[tuple[str, str, int, dict[str, Any]]],
) -> dict[str, Any]:
    """What was tried beside an address, and where its packets come from and end."""
    facts: dict[str, Any] = {}
    others = [{"port": port, **row} for role, _, port, row in mine if role == "other"]
    source = _word(lines, "source", address)
    if first["result"] == "refused":
        reset = _reset(lines, address, others)
        facts.update({"here": True} if source == address else {"reset": reset} if reset else {})
        return facts
    if first["result"] == "open":
        repeats = [row for role, _, _, row in mine if role == "repeat"]
        opening = next((line.split()[2:] for line in lines if line.startswith(f"first {address} ")), None)
        facts.update({"repeats": repeats} if repeats else {})
        return {**facts, "first": _sniffed(opening).as_facts()} if opening else facts
    again = next((row for role, _, _, row in mine if role == "again"), None)
    rungs = [_rung(row) for role, _, _, row in mine if role == "hop"]
    while rungs and rungs[-1].get("result") == "silent":
        rungs.pop()
    facts["source"] = "" if source == "-" else source
    facts.update({"again": again} if again else {}, **({"others": others} if others else {}))
    facts.update({"ladder": rungs} if first["result"] == "silent" else {})
    facts.update({"here": True} if source == address else {}, **_tables(lines, first, source == address))
    return facts


def _rung(row: dict[str, Any]) -> dict[str, Any]:
    icmp = row.get("icmp")
    return {"hops": row["hops"], "box": icmp["box"], "says": icmp["kind"]} if icmp else {
        "hops": row.get("hops", 0), "result": row["result"]}  # fmt: skip


def _reset(lines: Sequence[str], address: str, others: list[dict[str, Any]]) -> dict[str, Any]:
    found = next((line for line in lines if line.startswith(f"reset {address} ")), "")
    told = {key: int(value) for key, value in words_of(found).items() if re.fullmatch(r"\d{1,4}", value)}
    if "here" in told:
        return {"others": others, "here": bool(told["here"])}
    return {"others": others, **told}


def _tables(lines: Sequence[str], first: dict[str, Any], here: bool) -> dict[str, Any]:
    """Connections that wait at a port of this host; those that are tracked."""
    if first["result"] not in ("silent", "timeout"):
        return {}
    facts: dict[str, Any] = {}
    queues = [int(line.split()[1], 16) for line in lines if re.fullmatch(r"queue [0-9A-Fa-f]{1,8}", line)]
    tracked = [int(line.split()[2]) for line in lines if re.fullmatch(r"tracked (count|max) \d{1,12}", line)]
    facts.update({"queue": max(queues)} if here and queues else {})
    return {**facts, **({"tracked": tracked} if len(tracked) == 2 else {})}


def _word(lines: Sequence[str], name: str, address: str) -> str:
    return next((line.split()[2] for line in lines if line.startswith(f"{name} {address} ")), "")


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text) else 0.0


# With a shell: what its error says, and what the kernel counted ----------------------------------


def _by_shell(lines: Sequence[str]) -> list[dict[str, Any]]:
    tried = [(m[1], m[2], int(m[3]), m[4]) for m in map(_TRY.match, lines) if m]
    if any("result=unknown" in rest for _, _, _, rest in tried):
        return []
    counted = _counted(lines)
    rows = []
    for role, address, _, rest in tried:
        if role == "first":
            row = _seen_there(lines, address, said_of(rest))
            if row["result"] == "open" and "with bash" not in lines:
                row["ms"] = 0.0  # the other tools go on while the connection stands
            near = [{"port": p, **said_of(r)} for w, a, p, r in tried if w == "other" and a == address]
            others = [other for other in near if other["result"] != "unread"]
            rows.append({"address": address, **_judged(lines, address, row, others, counted)})
    return rows


def said_of(rest: str) -> dict[str, Any]:
    """What a tool said of one attempt; without a word, its exit status."""
    told, said = words_of(rest), rest.partition("said=")[2].lower()
    ended = re.search(r"ended=(\d{1,6})\s*$", said)
    said = said[: ended.start()] if ended else said
    row: dict[str, Any] = {"ms": _number(told.get("ms", ""))}
    found = next((t for t in _TEXTS if t[0] in said), None)
    if found is None and told.get("rc") in _ENDED and re.sub("terminated|killed", "", said).strip():
        return {**row, "result": "open"}  # the tool was ended while it showed what the other side says
    if found is None and ended and told.get("rc") == "0" and int(ended[1]) < _AT_ONCE and not said.strip():
        return {**row, "result": "open", "first": banner.Sniff("closed").as_facts()}
    if found is None:
        result = "open" if told.get("rc") == "0" else "silent" if told.get("rc") in _ENDED else "unread"
        return {**row, "result": result, **({"words": said[:100]} if result == "unread" else {})}
    row.update({"result": found[1], "errno": found[2]} if found[2] else {"result": found[1]})
    return {**row, "icmp": _untold(found[2])} if found[1] == "icmp" else row


def _seen_there(lines: Sequence[str], address: str, row: dict[str, Any]) -> dict[str, Any]:
    """nc waits for words on an open connection as it waits for a connection; the kernel's table tells them
    apart, and how often a packet was sent again."""
    states = [line.split() for line in lines if line.startswith(f"seen {address} state ")]
    waited = row["result"] in ("silent", "unread")
    if waited and not states and "with nc" in lines and "errno" not in row and "words" not in row:
        return {**row, "result": "unread", "words": ""}
    if waited and states and all(words[3] == "01" for words in states):
        return {**row, "result": "open", "ms": 0.0}
    sent = [int(words[4], 16) for words in states if words[3] == "02" and len(words) > 4]
    if row["result"] == "unread" and sent:
        row = {**row, "result": "silent"}
    return {**row, "sent_again": max(sent), "left_host": True} if sent and max(sent) < 20 else row


def _counted(lines: Sequence[str]) -> dict[str, int]:
    """By how much the kernel's counters grew."""
    told = [words_of(line) for line in lines if line.startswith("counted ")]
    if len(told) < 2:
        return {}
    return {
        k: int(told[-1][k]) - int(v)
        for k, v in told[0].items()
        if v.isdigit() and told[-1].get(k, "").isdigit()
    }


def _judged(
    lines: Sequence[str],
    address: str,
    row: dict[str, Any],
    others: list[dict[str, Any]],
    counted: dict[str, int],
) -> dict[str, Any]:
    """The row with what counters, routes and other ports add to it."""
    route = next((line for line in lines if line.startswith(f"route {address} ")), "")
    source = re.search(r"\bsrc (\S+)", route)
    facts: dict[str, Any] = {**row, "source": source.group(1) if source else ""}
    if " local " in route:
        facts["here"] = True
    if row["result"] == "icmp" and re.search(r"unreachable|No route|prohibit|denied|Invalid", route):
        facts["result"] = "local"
        facts.pop("icmp", None)
    elif row["result"] == "icmp" and counted.get("OutDestUnreachs") and source:
        facts["icmp"] = {**row["icmp"], "box": source.group(1)}
    elif row["result"] == "refused" and counted.get("InDestUnreachs"):
        facts.update(result="icmp", icmp={"kind": "port", "type": -1, "code": -1, "box": "a box on the way"})
        facts["icmp"]["box"] = (
            facts["source"] if counted.get("OutDestUnreachs") and source else facts["icmp"]["box"]
        )
    elif row["result"] == "silent" and counted.get("TCPRetransFail") and not counted.get("RetransSegs"):
        facts.update(sent_again=1, left_host=False)
    if facts["result"] == "refused" and others:
        facts["reset"] = {"others": others}
    elif others:
        facts["others"] = others
    return {**facts, **_tables(lines, facts, bool(facts.get("here")))}
