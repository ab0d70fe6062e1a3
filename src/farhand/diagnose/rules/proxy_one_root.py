"""One proxy that is dead, closed or written wrongly is one root, however many dependencies go through it.

The first critical dependency keeps the finding; the others become its symptoms, and so does what the
check of the site says of the same setting. Where the proxy is alive and only one destination is closed,
each destination stays a root of its own: each needs a rule of its own. What the check of the
environment says of the characters of a proxy variable is the same fault seen twice. And a proxy whose
name cannot be looked up, because no resolver answers, is the resolver's symptom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from farhand.model import Finding, Result

_SHARED = {
    "proxy.unreachable",
    "proxy.auth_required",
    "proxy.misconfigured",
    "proxy.required",
    "proxy.not_used",
    "proxy.no_proxy",
}


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    made = list(findings)
    _names(made)
    groups: dict[tuple[str, str], list[int]] = {}
    for i, finding in enumerate(made):
        if finding.cause in _SHARED and finding.role == "root" and not finding.params.get("behind"):
            groups.setdefault((finding.cause, str(finding.params.get("proxy", ""))), []).append(i)
    for places in groups.values():
        _join(made, places)
    _values(made)
    return made


def _names(made: list[Finding]) -> None:
    dns = {f.subject: i for i, f in enumerate(made) if f.cause.startswith("dns.") and f.role == "root"}
    for i, finding in enumerate(made):
        root = dns.get(finding.subject)
        if root is not None and finding.cause == "proxy.unreachable" and finding.params.get("resolve"):
            made[i] = replace(finding, role="symptom")
            told = f"{finding.subject}: {finding.cause}"
            made[root] = replace(made[root], explains=(*made[root].explains, told))


def _values(made: list[Finding]) -> None:
    """A malformed value that only a proxy variable has is told by the proxy's own finding."""
    root = next(
        (i for i, f in enumerate(made) if f.cause == "proxy.misconfigured" and f.role == "root"), None
    )
    if root is None:
        return
    named = {f.params.get("variable") for f in made if f.cause == "proxy.misconfigured"}
    for i, finding in enumerate(made):
        variables = set(finding.params.get("variables") or ())
        if (
            finding.cause in ("config.value_malformed", "config.url_malformed")
            and variables
            and variables <= named
        ):
            made[i] = replace(finding, role="symptom")
            told = f"{finding.subject}: {finding.cause}"
            made[root] = replace(made[root], explains=(*made[root].explains, told))


def _join(made: list[Finding], places: Sequence[int]) -> None:
    """Leave one root among the findings at these places."""
    first, *others = sorted(places, key=lambda i: (made[i].check == "proxy", not made[i].critical, i))
    told = tuple(
        f"{made[i].subject}: {made[i].cause}" for i in others if made[i].subject != made[first].subject
    )
    made[first] = replace(made[first], explains=(*made[first].explains, *dict.fromkeys(told)))
    for i in others:
        made[i] = replace(made[i], role="symptom")
