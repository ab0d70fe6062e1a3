"""What connection attempts mean: which cause, and what shows it.  Pure; part of the `tcp` check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from farhand.checks._tcp.reasons import Reason, reason_of
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict

Row = Mapping[str, Any]

#: errnos of connect() that say "not over this family from here".
_NO_FAMILY = ("ENETUNREACH", "EADDRNOTAVAIL", "EAFNOSUPPORT", "EHOSTUNREACH", "EACCES", "EINVAL")


#: So many packets of one short conversation are not lost by chance: if a connection lost one as well; alone.
RESENT, MANY_RESENT = 3, 6


def judge_connect(facts: Facts) -> Verdict:
    rows = _counting(facts["attempts"])
    opened = [r for r in rows if r["result"] == "open"]
    if not opened:
        return _closed(facts, rows)
    bad = [r for r in rows if r["result"] != "open"]
    if bad and not _harmless(facts, bad):
        return _partly(facts, opened, bad)
    return _cut(facts, opened) or _lossy(facts, opened) or Verdict(PASS, _says_open(facts, opened))


def judge_banner(facts: Facts) -> Verdict:
    if facts["matches"]:
        return Verdict(PASS, f"the server answers as expected: {facts['shown']}")
    where, wanted = f"{facts['host']}:{facts['port']}", facts["expect"]
    params = _params(facts, ())
    if facts["result"] == "quiet":
        says = f"{where} accepts the connection and then says nothing"
        why = f"{where} sent no byte in the time there was; {wanted!r} was expected"
        return Verdict(FAIL, says, (Finding("tcp.mute", 0.9, why, params),))
    if facts["result"] in ("closed", "reset"):
        return _cut_off(facts, facts["result"], params)
    kind = f" ({facts['protocol']})" if facts["protocol"] else ""
    says = f"another service answers at {where}{kind}"
    why = f"{where} says {facts['shown']!r}{kind}; {wanted!r} was expected"
    return Verdict(FAIL, says, (Finding("tcp.wrong_service", 0.9, why, params),))


def _counting(rows: Sequence[Row]) -> list[Row]:
    """Without the addresses of a family that this host does not have: no client uses them first."""

    def usable(row: Row) -> bool:
        return not (row["result"] == "local" and row.get("errno") in _NO_FAMILY and not row.get("source"))

    families = {_family(r) for r in rows if usable(r)}
    return [r for r in rows if usable(r) or _family(r) in families] if families else list(rows)


def _harmless(facts: Facts, bad: Sequence[Row]) -> bool:
    """localhost is two addresses, and a service on one of them is found at once by every client."""
    return all(_is_loopback(r["address"]) and r["result"] == "refused" for r in bad)


# No address is open ------------------------------------------------------------------------------


def _closed(facts: Facts, rows: Sequence[Row]) -> Verdict:
    reasons = [reason_of(r, facts["port"]) for r in rows]
    first = max(reasons, key=lambda r: r.sure) if reasons else Reason("tcp.timeout", "nothing was tried", 0.3)
    says = f"{facts['host']}:{facts['port']} {first.says or _SAYS.get(first.cause, 'cannot be reached')}"
    why = "; ".join(dict.fromkeys(r.why for r in reasons))
    row = rows[reasons.index(first)] if reasons else {}
    params = _params(facts, (row,) if row else ())
    fix = tuple(step.format(**params) for step in first.fix)
    # Proxies that no tool could try may be the way that the app takes elsewhere.
    proxies = ("proxy.not_used", "proxy.no_proxy", "proxy.required") if facts.get("proxies_untried") else ()
    own = Finding(
        first.cause, first.sure, why, params, (*first.open_to, *proxies), first.owner, first.because, fix
    )
    elsewhere = [e for e in facts.get("elsewhere", ()) if e["result"] == "open"]
    if elsewhere:
        return _wrong_address(facts, rows, elsewhere[0], own)
    return Verdict(FAIL, says, (own,))


_SAYS = {
    "tcp.refused": "refuses the connection: nothing listens there",
    "tcp.rejected": "is forbidden by a firewall",
    "tcp.timeout": "does not answer",
    "tcp.host_down": "does not exist or is switched off",
    "tcp.no_route": "cannot be reached: there is no route",
    "tcp.backlog_full": "does not accept: its queue of waiting connections is full",
    "tcp.ports_exhausted": "cannot be called: this host has no free local port left",
    "tcp.conntrack_full": "does not answer: this host's table of connections is full",
    "limits.files": "cannot be called: no file descriptor is left",
    "tcp.loss": "answers only now and then",
}

_HOW = {
    "hosts": ("dns.wrong_address", "the hosts file of this host gives {old}, the name server gives {new}"),
    "search": (
        "dns.search_domain",
        "the search list turned the name into another one with {old}; the name itself is {new}",
    ),
    "loopback": ("dns.address_family", "of this host's own two addresses, {old} is taken"),
}


def _wrong_address(facts: Facts, rows: Sequence[Row], other: Row, own: Finding) -> Verdict:
    """The service does answer, at an address that another source gives for the name."""
    old = ", ".join(r["address"] for r in rows)
    cause, words = _HOW.get(
        other["how"], ("dns.wrong_address", f"the {other['how']} gives {{new}}, not {{old}}")
    )
    why = f"{words.format(old=old, new=other['address'])}, where port {facts['port']} is open"
    params = {**_params(facts, rows), "right": other["address"], "domain": "", "wrong": old}
    says = f"{facts['host']} is looked up as {old}, but the service is at {other['address']}"
    owner, because = _owner_of_address(str(other["how"]))
    root = Finding(cause, 0.9, why, params, (), owner, because)
    return Verdict(FAIL, says, (root, replace(own, role="symptom", confidence=min(own.confidence, 0.5))))


def _owner_of_address(how: str) -> tuple[str, str]:
    if how == "hosts":
        return "customer-platform", "the address comes from the hosts file of the app's own host"
    if how == "loopback":
        return "customer-platform", "both addresses are the app's own host"
    return "", ""


# Some are open -----------------------------------------------------------------------------------


def _partly(facts: Facts, opened: Sequence[Row], bad: Sequence[Row]) -> Verdict:
    families = {_family(r) for r in bad}
    whole = len(families) == 1 and not any(_family(r) in families for r in opened)
    reasons = [reason_of(r, facts["port"]) for r in bad]
    dead = ", ".join(r["address"] for r in bad)
    cause = "dns.address_family" if whole else "dns.partial"
    kind = (
        f"all its IPv{families.pop()} addresses"
        if whole
        else f"{len(bad)} of its {len(bad) + len(opened)} addresses"
    )
    says = f"{facts['host']} accepts connections, but not at {kind}: {dead}"
    why = f"open: {', '.join(r['address'] for r in opened)}; " + "; ".join(
        dict.fromkeys(r.why for r in reasons)
    )
    params = {**_params(facts, bad), "right": opened[0]["address"]}
    own = tuple(dict.fromkeys(r.cause for r in reasons))
    owner = next((r for r in reasons if r.owner), reasons[0])
    finding = Finding(cause, 0.9, why, params, own, owner.owner, owner.because)
    return Verdict(WARN if whole and _comes_last(facts, bad) else FAIL, says, (finding,))


def _comes_last(facts: Facts, bad: Sequence[Row]) -> bool:
    """This host puts IPv4 first (by gai.conf, or without a global IPv6 address), and it is open."""
    first = _counting(facts["attempts"])[0]
    return first["result"] == "open" and _family(first) == 4 and all(_family(r) == 6 for r in bad)


def _cut(facts: Facts, opened: Sequence[Row]) -> Verdict | None:
    """Accepted, and closed before anybody has said a word."""
    cut = [r for r in opened if r.get("first", {}).get("result") in ("reset", "closed")]
    if cut and len(cut) < len(opened):
        return _some_cut(facts, opened, cut)
    return _cut_off(facts, cut[0]["first"]["result"], _params(facts, cut)) if cut else None


def _some_cut(facts: Facts, opened: Sequence[Row], cut: Sequence[Row]) -> Verdict:
    dead = ", ".join(r["address"] for r in cut)
    says = f"{facts['host']} cuts connections off at {len(cut)} of its {len(opened)} addresses: {dead}"
    well = next(r["address"] for r in opened if r not in cut)
    why = f"{dead}: accepted and {cut[0]['first']['result']} before any byte was sent; {well} is well"
    params = {**_params(facts, cut), "right": well}
    return Verdict(FAIL, says, (Finding("dns.partial", 0.85, why, params, ("tcp.reset",)),))


def _cut_off(facts: Facts, how: str, params: Mapping[str, Any]) -> Verdict:
    where = f"{facts['host']}:{facts['port']}"
    verb = "reset" if how == "reset" else "closed"
    says = f"{where} accepts connections, and each is {verb} at once"
    why = f"{where} accepted the connection and {verb} it before any byte was sent"
    open_to = ("tcp.source_not_allowed", "tcp.wrong_service")
    return Verdict(FAIL, says, (Finding("tcp.reset", 0.9, why, params, open_to),))


def _lossy(facts: Facts, opened: Sequence[Row]) -> Verdict | None:
    where = f"{facts['host']}:{facts['port']}"
    for row in opened:
        tries = _tries(row)
        lost = [t for t in tries if t.get("sent_again") or t["result"] == "silent"]
        resent = facts.get("resent", 0)
        if len(lost) > 1 or (lost and resent >= RESENT):
            says = f"{len(lost)} of {len(tries)} connections to {where} lost their first packet"
            why = f"{says}: it was sent again, and each time a second or more goes by"
            why += f"; in one conversation {resent} packets were sent again" if resent else ""
            finding = Finding("tcp.loss", 0.85, why, _params(facts, (row,)), ("tcp.backlog_full",))
            return Verdict(FAIL, says, (finding,))
        if resent >= MANY_RESENT:
            says = f"{resent} packets of one conversation with {where} had to be sent again"
            why = f"{says}, while {len(tries)} small first packets all arrived: those that get lost are large"
            finding = Finding("tcp.mtu", 0.7, why, _params(facts, (row,)), ("tcp.loss",))
            return Verdict(FAIL, says, (finding,))
        if row["ms"] > facts.get("timeout_ms", 3000):
            says = f"a connection to {where} takes {row['ms'] / 1000:.1f} s"
            return Verdict(FAIL, says, (Finding("tcp.loss", 0.7, says, _params(facts, (row,))),))
    return None


def _tries(row: Row) -> list[Row]:
    """The connections that tell of lost packets.

    The second one, begun when the first did not answer, ends with it: its silence counts where it was long
    beside the answers that came.
    """
    repeats, again = list(row.get("repeats", ())), row.get("again")
    usual = max((one["ms"] for one in repeats if one["result"] == "open"), default=None)
    told = again and usual is not None and (again["result"] != "silent" or again["ms"] > max(100, 20 * usual))
    return [row, *([again] if again and told else []), *repeats]


# Words -------------------------------------------------------------------------------------------


def _says_open(facts: Facts, opened: Sequence[Row]) -> str:
    many = f"all {len(opened)} addresses" if len(opened) > 1 else opened[0]["address"]
    return f"port {facts['port']} is open at {many}"


def _params(facts: Facts, rows: Sequence[Row]) -> dict[str, Any]:
    row = rows[0] if rows else {}
    icmp = row.get("icmp") or {}
    return {
        "host": facts["host"],
        "port": facts["port"],
        "address": ", ".join(r["address"] for r in rows if "address" in r) or facts["host"],
        "source": row.get("source") or "",
        "box": icmp.get("box", ""),
    }


def _family(row: Row) -> int:
    return 6 if ":" in row["address"] else 4


def _is_loopback(address: str) -> bool:
    return address == "::1" or address.startswith("127.")
