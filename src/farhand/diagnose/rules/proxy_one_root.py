"""One proxy that is dead, closed or written wrongly is one root, however many dependencies go through it.

The first critical dependency keeps the finding; the others become its symptoms, and so does what the
check of the site says of the same setting. Where the proxy is alive and only one destination is closed,
each destination stays a root of its own: each needs a rule of its own.
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
    groups: dict[tuple[str, str], list[int]] = {}
    for i, finding in enumerate(made):
        if finding.cause in _SHARED and finding.role == "root" and not finding.params.get("behind"):
            groups.setdefault((finding.cause, str(finding.params.get("proxy", ""))), []).append(i)
    for places in groups.values():
        _join(made, places)
    return made


def _join(made: list[Finding], places: Sequence[int]) -> None:
    """Leave one root among the findings at these places."""
    first, *others = sorted(places, key=lambda i: (made[i].check == "proxy", not made[i].critical, i))
    told = tuple(
        f"{made[i].subject}: {made[i].cause}" for i in others if made[i].subject != made[first].subject
    )
    made[first] = replace(made[first], explains=(*made[first].explains, *dict.fromkeys(told)))
    for i in others:
        made[i] = replace(made[i], role="symptom")
