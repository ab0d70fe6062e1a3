"""Why one address does not accept: one row of facts in, one reason out.  Pure; part of the `tcp` check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Row = Mapping[str, Any]

#: A "no such host" that comes sooner than this (ms) cannot come of asking around for three seconds.
AT_ONCE = 300
_LOCAL_RULE = ("customer-platform", "a rule on the app's own host does it")
_LIFT = (
    "On this host: sudo nft list ruleset | grep -n -e reject -e drop; sudo iptables -S OUTPUT",
    "Allow it there: outgoing connections to {address}, TCP port {port}",
)
_FORBIDDEN = "is refused by a rule on this very host"
_NEAR_FULL = 0.95
#: Forbidden, nobody there, no way, a packet that goes in circles: connect() says "no route to host" for all.
_SAME_ERRNO = ("tcp.rejected", "tcp.host_down", "tcp.no_route")


@dataclass(frozen=True)
class Reason:
    cause: str
    why: str
    sure: float = 0.9
    open_to: tuple[str, ...] = ()
    owner: str = ""
    because: str = ""
    says: str = ""
    fix: tuple[str, ...] = ()


def _refused_here(why: str, sure: float) -> Reason:
    """The app's own host answers in the place of the service, which is never asked."""
    return Reason("tcp.refused", why, sure, (), *_LOCAL_RULE, says=_FORBIDDEN, fix=_LIFT)


def reason_of(row: Row, port: int) -> Reason:
    """The cause that this row shows."""
    result = row["result"]
    if result == "files":
        return Reason("limits.files", f"no socket can be made: {row.get('errno')}", 0.95)
    if result == "local":
        return _local(row, port)
    if result == "icmp":
        return _icmp(row, port)
    if result == "refused":
        return _refused(row, port)
    return _silent(row, port)


def _local(row: Row, port: int) -> Reason:
    """connect() failed before any packet left."""
    errno, where = row.get("errno", ""), row["address"]
    if errno == "EADDRNOTAVAIL" and (row.get("source") or ":" not in where):
        return Reason(
            "tcp.ports_exhausted", f"connect to {where}:{port} says EADDRNOTAVAIL: no free local port"
        )
    if errno in ("EPERM", "EACCES"):
        why = f"this host itself forbids connections to {where}:{port} ({errno})"
        return _refused_here(why, 0.9)
    why = f"this host has no route to {where} ({errno})"
    return Reason("tcp.no_route", why, 0.9 if errno in ("ENETUNREACH", "EHOSTUNREACH") else 0.6)


def _icmp(row: Row, port: int) -> Reason:
    found = _of_icmp(row, port)
    if row["icmp"]["type"] >= 0 or found.because:
        return found
    # The tool tells an errno, behind which several messages stand.
    return replace(found, open_to=tuple(c for c in _SAME_ERRNO if c != found.cause))


def _of_icmp(row: Row, port: int) -> Reason:
    icmp = row["icmp"]
    kind, box, where = icmp["kind"], icmp["box"], row["address"]
    local = box == row.get("source") and bool(box)
    who = "this host itself" if local else box
    told = f"ICMP type {icmp['type']} code {icmp['code']}" if icmp["type"] >= 0 else "an ICMP message"
    said = f"{who} answers for {where}:{port} with {told}"
    if kind == "hops":
        return Reason("tcp.no_route", f"{said}: the packet goes in circles and never arrives", 0.85)
    if kind == "net" and not _differs(row) and not local:
        return Reason("tcp.no_route", f"{said}: it has no route to that network", 0.9)
    if kind == "host" and not _differs(row) and not _made_up(row, local):
        after = "" if _at_once(row) else f", as it found after {row['ms'] / 1000:.1f} s"
        return Reason(
            "tcp.host_down", f"{said}: nobody has that address{after}", 0.65 if _at_once(row) else 0.9
        )
    rest = "; other ports of that address are not treated so" if _differs(row) else ": a rule forbids it"
    return _refused_here(said + rest, 0.9) if local else Reason("tcp.rejected", said + rest)


def _made_up(row: Row, local: bool) -> bool:
    """ "No such host", said at once and for every port: a router that asks around needs three seconds."""
    others = [o for o in row.get("others", ()) if o["result"] == "icmp" and _at_once(o)]
    return _at_once(row) and (local or bool(others))


def _at_once(row: Row) -> bool:
    return bool(row["ms"] < AT_ONCE)


def _differs(row: Row) -> bool:
    """Do other ports of the address get another answer than this one?"""
    mine = row["icmp"]["kind"]
    return any(o["result"] in ("open", "refused") for o in row.get("others", ())) or any(
        o["result"] == "icmp" and o["icmp"]["kind"] != mine for o in row.get("others", ())
    )


def _refused(row: Row, port: int) -> Reason:
    where = f"{row['address']}:{port}"
    reset = row.get("reset", {})
    if reset.get("here"):
        return _refused_here(f"the reset for {where} is made on this very host", 0.85)
    made = _made_on_the_way(reset)
    if made:
        way = f"it passed {reset['back']} routers, and {reset['out']} lie on the way to the host"
        return Reason(
            "tcp.rejected", f"the reset for {where} was not made by the host: {way}", made, ("tcp.refused",)
        )
    whole = (
        " (it comes from the host itself)"
        if reset.get("back") is not None and reset["back"] >= reset["out"]
        else ""
    )
    other = next((o["port"] for o in _others(row) if o["result"] == "open"), None)
    note = f"; port {other} of the same host is open" if other else ""
    open_to = () if whole or row.get("here") else ("tcp.rejected",)
    return Reason("tcp.refused", f"{where} answers with a reset{whole}{note}", 0.9, open_to)


def _made_on_the_way(reset: Mapping[str, Any]) -> float:
    """How sure it is that a box before the host made the reset; 0 where it is not."""
    out, back = reset.get("out"), reset.get("back")
    if out is None or back is None or back >= out:
        return 0.0
    if back == 0 or (reset.get("answer_back") or 0) > back:
        return 0.9
    return 0.55 if out - back > 1 and reset.get("answer_back") is None else 0.0


def _silent(row: Row, port: int) -> Reason:
    where = f"{row['address']}:{port}"
    again = row.get("again", {})
    if again.get("result") == "icmp":
        return _icmp({**row, **again}, port)
    if again.get("result") == "open":
        why = f"one connection to {where} was accepted and another one, at the same time, got no answer"
        return Reason("tcp.loss", why, 0.7, ("tcp.backlog_full",))
    tracked = row.get("tracked")
    if tracked and tracked[1] and tracked[0] >= _NEAR_FULL * tracked[1]:
        return Reason(
            "tcp.conntrack_full", f"{tracked[0]} of {tracked[1]} connections are tracked on this host", 0.85
        )
    if row.get("here"):
        return _silent_here(row, where)
    if row.get("left_host") is False:
        why = f"no packet to {where} has left this host: a rule on it drops them"
        return Reason("tcp.timeout", why, 0.95, (), *_LOCAL_RULE)
    return Reason("tcp.timeout", _where_it_ends(row, where), 0.9, _still_possible(row))


def _silent_here(row: Row, where: str) -> Reason:
    if row.get("queue"):
        why = f"{row['queue']} connections wait to be accepted at {where}, and no more are let in"
        return Reason("tcp.backlog_full", why, 0.9)
    return Reason("tcp.timeout", f"packets to {where}, on this very host, are dropped", 0.9, (), *_LOCAL_RULE)


def _where_it_ends(row: Row, where: str) -> str:
    answered = [o for o in _others(row) if o["result"] in ("open", "refused", "icmp")]
    others = ""
    if answered:
        others = f"; port {answered[0]['port']} of the same host does answer, so this port is filtered"
    elif _others(row):
        ports = " and ".join(str(o["port"]) for o in _others(row))
        others = f"; ports {ports} of it are as silent"
    last = next((r["box"] for r in reversed(row.get("ladder", ())) if r.get("box")), "")
    hop = f"; the last box on the way that still answers is {last}" if last else ""
    return f"{where} keeps silent, {row.get('sent_again', 0) + 1} packets went out{hop}{others}"


def _still_possible(row: Row) -> tuple[str, ...]:
    alive = any(o["result"] in ("open", "refused") for o in _others(row))
    return (
        ("tcp.backlog_full", "tcp.source_not_allowed")
        if alive
        else ("tcp.host_down", "tcp.source_not_allowed")
    )


def _others(row: Row) -> Sequence[Row]:
    found: Sequence[Row] = row.get("others") or row.get("reset", {}).get("others") or ()
    return found
