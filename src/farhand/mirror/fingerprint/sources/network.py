"""The network as far as it was seen: proxies, blocked ways, whose CA signed, how far clocks are apart."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror.fingerprint.known import Known
from farhand.mirror.model import Fact
from farhand.model import FAIL, PASS, Result

#: What an attempt to connect came to, and what a firewall does that gives it.
_ENDS = {"timeout": "dropped", "refused": "refused", "unreachable": "refused", "rejected": "refused"}

_TLS = (("TLSv1_3", "1.3"), ("TLSv1_2", "1.2"), ("TLSv1_1", "1.1"), ("TLSv1", "1.0"))


def rows(row: Result, known: Known) -> Iterator[Fact]:
    if row.check == "proxy" or row.stage == "proxy":
        yield from _proxy(row)
    if row.stage == "tcp" and row.subject in known.outside:
        yield from _egress(row)
    if row.check == "clock" and row.stage == "peers":
        yield from _clock(row)
    if row.stage == "tls" and row.facts.get("result") in ("ok", "untrusted", "unknown_ca"):
        yield from _authority(row)
    if row.stage == "tls":
        yield from _tls(row)
    if row.check == "env":
        yield from (
            Fact("time", "zone", str(z["zone"])) for z in row.facts.get("zones") or () if z.get("zone")
        )


def _proxy(row: Result) -> Iterator[Fact]:
    proxies = row.facts.get("proxies")
    if isinstance(proxies, list) and not proxies:
        yield Fact("network", "proxy", "none")
    for found in (row.facts.get("alive"), row.facts.get("answer")):
        if isinstance(found, dict) and found.get("status") == 407:
            yield Fact("network", "proxy", "asks for a login")
    if proxies or row.facts.get("proxy"):
        asks = any(f.cause == "proxy.auth_required" for f in row.findings)
        yield Fact("network", "proxy", "asks for a login" if asks else "set")


def _egress(row: Result) -> Iterator[Fact]:
    """Only what leads out of the site tells of its firewall: a server at the customer's may just be down."""
    if row.outcome == PASS:
        yield Fact("network", f"way to {row.subject}", "open")
    elif row.outcome == FAIL:
        ends = {str(a.get("result")) for a in row.facts.get("attempts") or ()}
        blocked = next((_ENDS[end] for end in sorted(ends) if end in _ENDS), "")
        if blocked and not any(a.get("here") for a in row.facts.get("attempts") or ()):
            yield Fact("network", "egress", blocked)
            yield Fact("network", f"way to {row.subject}", blocked)


def _clock(row: Result) -> Iterator[Fact]:
    """How far this host is ahead of most of its peers, in whole seconds; a part of one is noise."""
    offsets = sorted(float(p["offset_s"]) for p in row.facts.get("peers") or () if not p.get("near"))
    if offsets:
        middle = offsets[len(offsets) // 2]
        yield Fact("time", "offset_s", f"{round(middle):d}" if abs(middle) >= 1 else "0")


def _tls(row: Result) -> Iterator[Fact]:
    """The newest TLS that a handshake comes through with, where each version was tried."""
    tried = row.facts.get("versions") or {}
    best = next((number for name, number in _TLS if tried.get(name) == "ok"), "")
    if best and len(tried) > 1:
        yield Fact("network", "tls max", best)


def _authority(row: Result) -> Iterator[Fact]:
    causes = {f.cause for f in row.findings}
    inside = row.facts.get("result") == "ok" and (row.facts.get("store") or {}).get("name") == "declared"
    if inside or causes & {"tls.intercepted", "tls.unknown_ca", "tls.self_signed"}:
        yield Fact("network", "ca", "internal")
