"""Several machines are off at once, and the router says so of some of them only.

A router sends few ICMP messages a second. Where it has said "nobody has that address" of one machine,
the full silence of another one in the same network, on every port that was tried, means the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from farhand.model import Finding, Result

DOWN, SILENT = "tcp.host_down", "tcp.timeout"


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    down = [f for f in findings if f.cause == DOWN]
    networks = {_network(address): f.subject for f in down for address in _addresses(f)}
    rows = {(r.subject, r.stage): r for r in results}
    return [_moved(f, rows.get((f.subject, f.stage)), networks) if down else f for f in findings]


def _moved(finding: Finding, result: Result | None, networks: Mapping[str, str]) -> Finding:
    if finding.cause != SILENT or finding.owner or result is None or not _dead_silent(result.facts):
        return finding
    near = next((networks[n] for n in map(_network, _addresses(finding)) if n in networks), "")
    if not near:
        return finding
    why = f"{finding.why}; the router says of {near}, in the same network, that nobody has its address"
    return replace(finding, cause=DOWN, confidence=0.6, why=why, not_excluded=(SILENT,))


def _dead_silent(facts: Mapping[str, Any]) -> bool:
    """Not a single answer from any address, at any port, though other ports were tried."""
    rows = [r for r in facts.get("attempts", ()) if isinstance(r, Mapping)]
    beside = [o for r in rows for o in r.get("others", ())]
    tried = [*rows, *beside]
    return bool(beside) and all(t.get("result") == "silent" for t in tried)


def _addresses(finding: Finding) -> list[str]:
    return [a for a in str(finding.params.get("address", "")).split(", ") if a]


def _network(address: str) -> str:
    """The /24 of IPv4, and about the /64 of IPv6: near enough for one router's word."""
    mark = ":" if ":" in address else "."
    return mark.join(address.split(mark)[: 3 if mark == "." else -1])
