"""What a look-up means: which cause, and what shows it.  Pure; part of the `dns` check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from farhand.model import FAIL, PASS, Facts, Finding, Verdict

#: A look-up that takes longer than this many milliseconds slows down every connection.
SLOW = 900
_SILENT = ("silent", "garbled")
#: What the kernel says where no local port is left.
_NO_PORT = ("EAGAIN", "EADDRINUSE")

Row = Mapping[str, Any]


def judge_facts(facts: Facts) -> Verdict:
    host = facts["host"]
    if facts.get("malformed"):
        says = f"{host!r} is not a host name: {facts['malformed']}"
        return _fail("config.url_malformed", says, says, facts, 0.9)
    if not facts["addresses"]:
        return _failed(facts)
    library = facts.get("library", {})
    if library and library.get("error") == "EAI_AGAIN" and not library.get("addresses", True):
        return _against_all(facts)
    slow = _slow(facts)
    if slow:
        return slow
    if facts.get("expect") and not set(facts["expect"]) & set(facts["addresses"]):
        return _unexpected(facts)
    if facts.get("literal"):
        return Verdict(PASS, f"{host} is an address, nothing to look up")
    return Verdict(PASS, f"{host} is {_listed(facts['addresses'])}{_notes(facts)}")


# Nothing was found -------------------------------------------------------------------------------


def _failed(facts: Facts) -> Verdict:
    """The C library asks one server after the other until one is decisive; so does this."""
    rows = _rows(facts)
    if facts.get("sources"):
        why = f"nsswitch.conf lets host names come from {_listed(facts['sources'])} only, not from DNS"
        return _fail("dns.resolver_unreachable", _not_found(facts), why, facts, 0.8)
    if facts.get("only_tcp") and _tcp_is_shut(rows):
        why = f"use-vc in resolv.conf: names are asked for over TCP only, and port 53 of {_tcp_is_shut(rows)}"
        return _fail("dns.timeout", _not_found(facts), why, facts, 0.9, _in_order(rows)[0])
    for server in _in_order(rows):
        decisive = _decisive(facts, [r for r in rows if r["server"] == server])
        if decisive:
            return decisive
    if not rows:
        return _by_library(facts)
    return _undecided(facts, rows)


def _tcp_is_shut(rows: Sequence[Row]) -> str:
    """How TCP fares at the servers that are well over UDP; "" where one of them answers."""
    asked = [r for r in rows if r.get("tcp")]
    if not asked or any(r["tcp"] == "NOERROR" or r["result"] != "NOERROR" for r in asked):
        return ""
    return f"{_listed([r['server'] for r in asked])} gives: {_tcp_word(asked[0])}"


def _decisive(facts: Facts, rows: Sequence[Row]) -> Verdict | None:
    results = {r["type"]: r["result"] for r in rows}
    server = rows[0]["server"]
    if any(r.get("truncated") and r.get("tcp") not in ("NOERROR", "") for r in rows):
        why = f"the answer of {server} does not fit into UDP, and TCP port 53 there gives: {_tcp(rows)}"
        return _fail("dns.timeout", _not_found(facts), why, facts, 0.85, server)
    if "NXDOMAIN" in results.values():
        why = f"{server} answers NXDOMAIN: there is no such name{_searched(facts)}"
        return _fail("dns.nxdomain", _not_found(facts), why + _known_elsewhere(facts), facts, 0.95, server)
    if set(results.values()) == {"NOERROR"} and not any(r["addresses"] for r in rows):
        why = f"{server} knows the name, but has neither an A nor an AAAA record for it"
        if any(r.get("untold") for r in rows):  # the tool is silent about an answer that was cut off, too
            open_to = ("dns.timeout", "dns.server_failure")
            return _fail("dns.no_address", _not_found(facts), why, facts, 0.45, server, open_to=open_to)
        return _fail("dns.no_address", _not_found(facts), why, facts, 0.95, server)
    return None


def _undecided(facts: Facts, rows: Sequence[Row]) -> Verdict:
    """No server gave a usable answer: the worst that one of them said is the cause."""
    for result, cause in (("SERVFAIL", "dns.server_failure"), ("REFUSED", "dns.refused")):
        row = next((r for r in rows if r["result"] == result), None)
        if row:
            why = f"{row['server']} answers {result} to the question for {row['type']}"
            return _fail(cause, _not_found(facts), why, facts, 0.9, row["server"])
    half = [r for r in rows if r["addresses"] and r["result"] not in _SILENT]
    if half and any(r["result"] in _SILENT for r in rows):
        lost = _listed([r["type"] for r in rows if r["result"] in _SILENT])
        why = f"{half[0]['server']} answers questions for {half[0]['type']}, but not those for {lost}"
        return _fail("dns.slow", _not_found(facts), why, facts, 0.8, half[0]["server"])
    odd = next((r for r in rows if r["result"] not in ("NOERROR", "unreachable", *_SILENT)), None)
    if odd:
        why = f"{odd['server']} answers {odd['result']}"
        return _fail("dns.server_failure", _not_found(facts), why, facts, 0.7, odd["server"])
    if any(r["addresses"] for r in rows) and not any(r["result"] in _SILENT for r in rows):
        return _against_all(facts)
    return _no_answer(facts, rows)


def _against_all(facts: Facts) -> Verdict:
    why = "the name servers give an address, and the C library still finds none: its own rules differ"
    return _fail("dns.search_domain", _not_found(facts), why, facts, 0.4)


def _no_answer(facts: Facts, rows: Sequence[Row]) -> Verdict:
    servers = list(_in_order(rows))
    here = next((r for r in rows if r.get("errno") in ("EPERM", "EACCES") and not r.get("icmp")), None)
    if here:
        why = f"this host itself does not let questions to {here['server']} out ({here['errno']})"
        return _fail("dns.timeout", _not_found(facts), why, facts, 0.9, here["server"],
                     owner="customer-platform", because="a rule on the app's host drops them")  # fmt: skip
    if any(r.get("errno") in _NO_PORT and not r.get("icmp") for r in rows):
        why = "this host has no free local port left from which to ask a name server"
        return _fail("tcp.ports_exhausted", _not_found(facts), why, facts, 0.85)
    if _all_closed(rows):
        return _unreachable(facts, rows, servers)
    row = next((r for r in rows if not _nobody(r)), rows[0])
    why = f"{_listed(servers)} {'does' if len(servers) == 1 else 'do'} not answer{_how(row)}"
    return _fail("dns.timeout", _not_found(facts), why, facts, 0.9, row["server"])


def _all_closed(rows: Sequence[Row]) -> bool:
    """Nothing listens at any server. A host that tells so does it only a few times a second, so where one
    of them has told it, a TCP port that is closed as well is enough for the others."""
    if not any(_nobody(r) for r in rows):
        return False
    told = {r["server"] for r in rows if _nobody(r) or r.get("tcp") == "ECONNREFUSED"}
    return told == {r["server"] for r in rows} and all(_nobody(r) or r["result"] == "silent" for r in rows)


def _nobody(row: Row) -> bool:
    """The server's own host says that nothing listens, or there is no way to it at all."""
    if row["result"] != "unreachable":
        return False
    icmp = row.get("icmp")
    if not icmp:
        return row.get("errno") not in ("EPERM", "EACCES", "EHOSTUNREACH")
    return bool(icmp["kind"] == "port" and icmp["box"] == row["server"])


def _unreachable(facts: Facts, rows: Sequence[Row], servers: Sequence[str]) -> Verdict:
    if not facts.get("servers"):
        state = facts.get("resolv_conf") or "it names no server"
        why = f"/etc/resolv.conf configures no name server ({state}), and none listens on 127.0.0.1"
    elif rows[0].get("errno") == "ENETUNREACH":
        why = f"this host has no route to the name server {_listed(servers)}"
    else:
        why = f"nothing listens on port 53 of {_listed(servers)}"
        if not any(r.get("icmp") for r in rows) and not any(s in ("127.0.0.1", "::1") for s in servers):
            why += ", or a rule on the way says so in its place"
            return _fail("dns.resolver_unreachable", _not_found(facts), why, facts, 0.55, servers[0],
                         open_to=("dns.timeout",))  # fmt: skip
    return _fail("dns.resolver_unreachable", _not_found(facts), why, facts, 0.95, servers[0])


def _by_library(facts: Facts) -> Verdict:
    """Nothing but the library's word, as in pasted text without dig."""
    library = facts["library"]
    error, seconds = library.get("error") or "nothing", library["ms"] / 1000
    if library.get("late") or seconds >= 2:
        why = f"the look-up failed only after {seconds:.0f} s, so a name server keeps silent"
        return _fail("dns.timeout", _not_found(facts), why, facts, 0.55,
                     open_to=("dns.server_failure", "dns.resolver_unreachable"))  # fmt: skip
    if not facts.get("servers") and "servers" in facts and error in ("EAI_AGAIN", "not found"):
        state = facts.get("resolv_conf") or "it names no server"
        why = f"/etc/resolv.conf configures no name server ({state})"
        return _fail("dns.resolver_unreachable", _not_found(facts), why, facts, 0.8,
                     open_to=("dns.nxdomain",) if error == "not found" else ())  # fmt: skip
    cause = {"EAI_NODATA": "dns.no_address", "EAI_AGAIN": "dns.server_failure"}.get(error, "dns.nxdomain")
    rest = tuple(
        c for c in ("dns.nxdomain", "dns.no_address", "dns.server_failure", "dns.refused") if c != cause
    )
    why = f"the C library says {error} after {seconds:.1f} s"
    return _fail(cause, _not_found(facts), why, facts, 0.5, open_to=rest)


# Found, but slowly or oddly ----------------------------------------------------------------------


def _slow(facts: Facts) -> Verdict | None:
    library = facts.get("library", {})
    if not library or not (library["late"] or library["ms"] >= SLOW):
        return None
    took = f"{'more than ' if library['late'] else ''}{library['ms'] / 1000:.1f} s"
    says = f"looking up {facts['host']} takes {took}"
    cause, why, server, sure = _why_slow(facts, _rows(facts), library)
    return _fail(cause, says, f"{says}: {why}", facts, sure, server) if cause else None


def _why_slow(facts: Facts, rows: Sequence[Row], library: Row) -> tuple[str, str, str, float]:
    """Cause, what shows it, the server in question, and how sure."""
    silent = [r for r in rows if r["result"] in _SILENT or r.get("errno") in ("EPERM", "EHOSTUNREACH")]
    for server in _in_order(silent):
        mine = [r for r in rows if r["server"] == server]
        if all(r in silent for r in mine):
            return (
                "dns.slow",
                f"the name server {server} does not answer, and each time it is waited for",
                server,
                0.8,
            )
        kinds = _listed([r["type"] for r in mine if r in silent])
        return "dns.slow", f"{server} does not answer questions for {kinds}, only the others", server, 0.8
    searched = [r for r in facts.get("expanded", ()) if r["result"] in _SILENT]
    if searched:
        return "dns.search_domain", f"{searched[0]['name']} is asked for first and gets no answer", "", 0.85
    cut = next((r for r in rows if r.get("truncated") and r.get("tcp") != "NOERROR"), None)
    if cut:
        why = f"its answer does not fit into UDP, and TCP port 53 of {cut['server']} gives: {cut.get('tcp')}"
        return "dns.timeout", why, cut["server"], 0.85
    late = [r for r in rows if r["ms"] >= SLOW / 2]
    if late:
        return (
            "dns.slow",
            f"{late[0]['server']} needs {late[0]['ms'] / 1000:.1f} s for an answer",
            late[0]["server"],
            0.8,
        )
    if library["late"] or library["ms"] >= 2 * SLOW:
        return (
            "dns.slow",
            "the name servers are quick, another source of nsswitch.conf is waited for",
            "",
            0.5,
        )
    return "", "", "", 0.0


def _unexpected(facts: Facts) -> Verdict:
    says = f"{facts['host']} is {_listed(facts['addresses'])}, not {_listed(facts['expect'])} as declared"
    return _fail(
        "dns.wrong_address", says, says + (" (from the hosts file)" if facts.get("hosts") else ""), facts, 0.8
    )


# Words -------------------------------------------------------------------------------------------


def _fail(
    cause: str, says: str, why: str, facts: Facts, sure: float, server: str = "",
    owner: str = "", because: str = "", open_to: tuple[str, ...] = (),
) -> Verdict:  # fmt: skip
    servers = facts.get("servers") or []
    params = {
        "host": facts["host"],
        "server": server or (servers[0] if servers else "127.0.0.1"),
        "address": (facts["addresses"] or [""])[0],
        "domain": (facts.get("search") or [""])[0],
        "shared_by": server or (servers[0] if servers else ""),
    }
    finding = Finding(cause, sure, why, params, open_to, owner, because)
    return Verdict(FAIL, says, (finding,))


def _rows(facts: Facts) -> Sequence[Row]:
    rows: Sequence[Row] = facts.get("asked", ())
    return rows


def _in_order(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(str(r["server"]) for r in rows))


def _not_found(facts: Facts) -> str:
    return f"no address is found for {facts['host']}"


def _tcp(rows: Sequence[Row]) -> str:
    return next((_tcp_word(r) for r in rows if r.get("truncated")), "")


def _tcp_word(row: Row) -> str:
    return {"silent": "no answer"}.get(str(row.get("tcp")), str(row.get("tcp")))


def _how(row: Row) -> str:
    """What came in place of an answer."""
    icmp = row.get("icmp")
    if icmp:
        return f": {icmp['box']} says {_ICMP.get(icmp['kind'], 'it cannot be delivered')}"
    if row.get("note"):
        return f" properly: {row['note']}"
    tcp = row.get("tcp")
    if tcp and tcp != "silent":
        return f" over UDP; over TCP: {tcp}"
    return ", neither over UDP nor over TCP" if tcp else ""


_ICMP = {"forbidden": "it is forbidden", "port": "nobody listens there", "host": "the host is not there",
         "net": "there is no route"}  # fmt: skip


def _searched(facts: Facts) -> str:
    return f", nor with {_listed(facts['search'])} appended" if facts.get("search") else ""


def _known_elsewhere(facts: Facts) -> str:
    row = next((r for r in _rows(facts) if r["addresses"]), None)
    return f"; but {row['server']} says {_listed(row['addresses'])}" if row else ""


def _notes(facts: Facts) -> str:
    notes = []
    library = facts.get("library", {})
    if library and library["ms"] >= 100:
        notes.append(f"{library['ms']:.0f} ms")
    if facts.get("hosts"):
        notes.append("from the hosts file")
    dead = [
        s
        for s in _in_order(_rows(facts))
        if all(r["result"] in (*_SILENT, "unreachable") for r in _rows(facts) if r["server"] == s)
    ]
    if dead and not facts.get("hosts"):
        notes.append(f"the name server {_listed(dead)} did not answer")
    return f" ({'; '.join(notes)})" if notes else ""


def _listed(words: Sequence[Any]) -> str:
    names = [str(w) for w in dict.fromkeys(words)]
    return (
        names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else "nothing"
    )
