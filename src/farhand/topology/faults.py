"""Where on the map the causes of a diagnosis sit: in which component, or on which link.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from farhand import causes
from farhand.model import Finding
from farhand.target.schemes import ON_DISK
from farhand.topology.model import FAILS, SITE, UNKNOWN, WORKS, Fault, Pair
from farhand.topology.ways import Hop

#: Causes below this confidence are possible, and are not drawn.
_DRAWN = 0.5
#: The way to whoever knows the addresses of names; it is drawn only where that fails.
NAMES = Pair(SITE, "names")
#: Kinds of components at which a connection is dropped or turned away, the likeliest first.
_GUARDS = ("box", "policy", "firewall")


def fault_of(finding: Finding) -> Fault:
    says = finding.says or finding.why or finding.cause
    return Fault(finding.cause, says, finding.owner, finding.subject, finding.confidence, finding.role)


def is_drawn(finding: Finding) -> bool:
    return finding.confidence >= _DRAWN and not finding.waived


def side(finding: Finding) -> str:
    """client, path or server."""
    return causes.get(finding.cause).side


def place(finding: Finding, hops: Sequence[Hop], states: Mapping[Pair, str]) -> str | Pair:
    """The id of the component, or the link, that a cause of this way's dependency sits at."""
    family, where = finding.cause.partition(".")[0], side(finding)
    named = next((Pair(a.id, b.id) for a, b in zip(hops, hops[1:]) if a.name == finding.subject), None)
    if named:
        return named  # it is about what stands there, such as a policy
    if family == "dns" and len(hops) > 1:
        return NAMES
    if len(hops) > 1 and (family == "fs" or (hops[-1].kind in ON_DISK and finding.stage != "config")):
        return hops[-1].id
    if len(hops) < 2 or where == "client" or family in ("config", "clock"):
        return SITE
    links = [Pair(a.id, b.id) for a, b in zip(hops, hops[1:])]
    failing = next((link for link in links if states.get(link) == FAILS), None)
    if where == "server":
        return hops[-1].id
    if family == "proxy":
        return failing or _at_proxy(finding, hops, links)
    if finding.cause == "tls.intercepted":
        return next((hop.id for hop in hops if hop.kind == "inspection"), links[-1])
    return behind_guard(hops) or failing or links[-1]


def _at_proxy(finding: Finding, hops: Sequence[Hop], links: Sequence[Pair]) -> Pair:
    """To the proxy where it cannot be reached, else behind it; without one, the first link."""
    at = next((n for n, hop in enumerate(hops) if hop.kind == "proxy"), 0)
    return links[max(0, at - 1)] if finding.cause == "proxy.unreachable" else links[min(at, len(links) - 1)]


def behind_guard(hops: Sequence[Hop]) -> Pair | None:
    """The link behind the device that most likely lets nothing through."""
    for kind in _GUARDS:
        for guard, following in zip(hops, hops[1:]):
            if guard.kind == kind:
                return Pair(guard.id, following.id)
    return None


def moved(states: Mapping[Pair, str], hops: Sequence[Hop], failing: Pair) -> dict[Pair, str]:
    """The states of a way of which this link fails: what is behind it was not reached. What is before it
    works only where that was seen, or where a device there has answered itself."""
    found: dict[Pair, str] = {}
    behind = False
    for link, hop in zip(states, hops[1:]):
        answered = hop.kind == "box" or states[link] == WORKS
        found[link] = FAILS if link == failing else UNKNOWN if behind or not answered else WORKS
        behind = behind or link == failing
    return found
