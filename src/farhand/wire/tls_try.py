"""After a handshake that failed: what would have worked? Each try changes one thing, all run side by side.

A smaller segment size (large packets are lost), another name or none (a filter reads the name), another
protocol version, another store of authorities, a plain line instead of TLS, or no word at all.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional

from farhand.deadline import Deadline
from farhand.wire import stores, tls, x509
from farhand.wire.speaker import knows_postgres
from farhand.wire.stores import Store
from farhand.wire.tcp import SMALL, Closed, Conn, Late, open_tcp
from farhand.wire.tls import Plan, printable
from farhand.wire.together import together

#: A name that no filter in a customer's site has a rule against.
OTHER_NAME = "example.com"
VERSIONS = ("TLSv1", "TLSv1_1", "TLSv1_2", "TLSv1_3")
#: Seconds for all tries together, and for a peer that may be waiting for us to speak.
SECONDS, PATIENCE = 2.0, 0.6

Open = Callable[[Deadline], Conn]


@dataclass(frozen=True)
class Way:
    """How to get a fresh connection to the place where TLS begins, as often as needed."""

    open: Open
    clamped: Optional[Open] = None  # the same with small segments; None where that cannot be asked for
    address: str = ""
    port: int = 0


def direct(address: str, port: int) -> Way:
    """The way to an address and port, with nothing in between."""
    return Way(
        lambda deadline: open_tcp(address, port, deadline),
        lambda deadline: open_tcp(address, port, deadline, mss=SMALL),
        address,
        port,
    )


def tries(
    way: Way, plan: Plan, first: Mapping[str, Any], values: Mapping[str, str], deadline: Deadline
) -> dict[str, Any]:
    """Facts to add to those of the `first` handshake. Empty where it told everything by itself."""
    jobs = _jobs(way, plan, str(first.get("result")), first, values, deadline)
    return together(jobs, deadline)


def _jobs(
    way: Way, plan: Plan, result: str, first: Mapping[str, Any], values: Mapping[str, str], deadline: Deadline
) -> dict[str, Callable[[], Any]]:
    if result == "untrusted":
        return {
            "stores": lambda: by_store(way, plan, values, deadline),
            "store_roots": lambda: len(stores.subjects(plan.store)),
            "related_root": lambda: related_root(plan.store, first.get("chain", [])),
        }
    if result == "not_tls":
        return {}
    jobs: dict[str, Callable[[], Any]] = {"other_names": lambda: by_name(way, plan, deadline)}
    if result in ("alert", "error"):
        return {**jobs, "versions": lambda: by_version(way, plan, deadline)}
    jobs["plain"] = lambda: plain(way, deadline)
    jobs["untouched"] = lambda: untouched(way, deadline)
    if way.address and result in ("closed", "reset"):
        jobs["postgres"] = lambda: knows_postgres(way.address, way.port, deadline)
    clamped = way.clamped
    if clamped and result == "silent":
        jobs["small_segments"] = lambda: outcome(clamped, replace(plan, verify=False), deadline)
    return jobs


def outcome(open_: Open, plan: Plan, deadline: Deadline) -> str:
    """One more handshake in one word: its result, or the name of the alert."""
    try:
        made = tls.shake(open_(deadline), plan)
    except (OSError, ValueError) as error:
        return "silent" if isinstance(error, Late) else "unreachable"
    if made.conn:
        made.conn.close()
    alert = made.facts.get("alert")
    return str(alert["name"] if alert and not made.ok else made.facts["result"])


def by_store(way: Way, plan: Plan, values: Mapping[str, str], deadline: Deadline) -> list[dict[str, Any]]:
    """Which store would have accepted the certificate, one handshake for each set of files."""
    every = [s for s in stores.others(values) if s.where != plan.store.where or s.name != plan.store.name]
    places = {store.where: store for store in every}
    jobs = {where: _with(way, plan, store, deadline) for where, store in places.items()}
    accepted = together(jobs, deadline)
    return [
        {"name": s.name, "libraries": list(s.libraries), "where": s.where, "variable": s.variable,
         "sets": s.sets, "problem": s.problem, "accepts": accepted.get(s.where) == "ok"}
        for s in every
    ]  # fmt: skip


def _with(way: Way, plan: Plan, store: Store, deadline: Deadline) -> Callable[[], str]:
    return lambda: outcome(way.open, replace(plan, store=store), deadline)


def by_name(way: Way, plan: Plan, deadline: Deadline) -> dict[str, str]:
    """The same place, asked without a name and with a harmless one."""
    names = {"none": "", "other": OTHER_NAME, "same": plan.name}
    jobs = {k: _named(way, plan, sni, deadline) for k, sni in names.items()}
    return together(jobs, deadline)


def _named(way: Way, plan: Plan, sni: str, deadline: Deadline) -> Callable[[], str]:
    return lambda: outcome(way.open, replace(plan, verify=False, broad=True, sni=sni), deadline)


def by_version(way: Way, plan: Plan, deadline: Deadline) -> dict[str, str]:
    """Each protocol version alone, with every cipher that OpenSSL still has."""
    there = [v for v in VERSIONS if hasattr(ssl.TLSVersion, v)]
    return together({v: _versioned(way, plan, v, deadline) for v in there}, deadline)


def _versioned(way: Way, plan: Plan, version: str, deadline: Deadline) -> Callable[[], str]:
    return lambda: outcome(way.open, replace(plan, verify=False, version=version), deadline)


def plain(way: Way, deadline: Deadline) -> str:
    """What the port answers to a plain line: the beginning of it, or "" where it is TLS or nothing."""
    try:
        with way.open(deadline) as conn:
            conn.send(b"HEAD / HTTP/1.0\r\n\r\n")  # no Host line: Redis hangs up on one
            conn.deadline = conn.deadline.within(SECONDS)
            data = conn.read_some(256)
    except (OSError, ValueError):
        return ""
    return "" if data[:1] in (b"\x15", b"\x16", b"") else printable(data) or "."


def untouched(way: Way, deadline: Deadline) -> str:
    """What the peer does if nobody speaks: waits, closed, reset, or the text with which it greets."""
    try:
        with way.open(deadline) as conn:
            conn.deadline = conn.deadline.within(PATIENCE)
            data = conn.read_some(256)
    except Late:
        return "waits"
    except Closed:
        return "closed"
    except (OSError, ValueError):
        return "reset"
    return f"greets: {printable(data)}" if data else "closed"


def related_root(store: Store, chain: list[Mapping[str, Any]]) -> str:
    """The name of a trusted root that is of the same house as the issuer nobody knows, or ""."""
    if not chain or not store.file:
        return ""
    last = x509.top_of(chain)
    organisation, common = last.get("issuer_o", ""), last.get("issuer_cn", "")
    for root in stores.subjects(store):
        if root.get("key_id") and root["key_id"] == last.get("issuer_key_id"):
            return str(root["subject"])
        if organisation and root["subject_o"] == organisation and root["subject"] != last.get("issuer"):
            return str(root["subject"])
        if _house(common) and _house(common) == _house(root["subject_cn"]) and root["subject_cn"] != common:
            return str(root["subject"])
    return ""


_COMMON = frozenset(
    ("the", "root", "intermediate", "issuing", "sub", "certificate", "authority", "certification", "class",
     "global", "server", "services", "tls", "ssl", "rsa", "ecc", "trust", "trusted", "secure", "internal",
     "company", "corp", "test")
)  # fmt: skip


def _house(common: str) -> str:
    """The first word of a CA's name that is not said by all of them."""
    words = [w.strip("().,") for w in common.lower().replace("-", " ").replace("_", " ").split()]
    return next((w for w in words if len(w) > 2 and w not in _COMMON and not w.isdigit()), "")
